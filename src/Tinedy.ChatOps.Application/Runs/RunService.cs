using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>A run and the journal it is folded from.</summary>
/// <param name="Head">The hash of the last entry, lower-case hex: what a verifier must arrive at.</param>
public sealed record History(Run Run, ImmutableArray<JournalEntry> Entries, string Head);

/// <summary>
/// Where everything comes that is asked of a run, whichever way. A use case is always the same four beats: load, decide, append, announce.
/// The answer is given after the commit; whoever looks is told afterwards and by others.
/// </summary>
public sealed partial class RunService(IJournal journal, IRunbookLibrary library, AccessDirectory access, RunFeed feed, TimeProvider time, IToolInspector? inspector = null, IEarlierRuns? earlier = null) : IRunnerGateway
{
    private readonly RunCache cache = new(journal, feed, time);

    public AccessDirectory Access => access;

    /// <summary>A run as the journal has it now; null when there is none of that number.</summary>
    public async Task<Run?> ReadAsync(RunId run, CancellationToken ct) => (await cache.LatestAsync(run, ct))?.Run;

    /// <summary>The runs that this process follows because something can still happen in them.</summary>
    public IReadOnlyCollection<RunId> Followed => cache.Live;

    /// <summary>Looks at each run whose journal does not end where it ends here, so that one which went back is noticed though nobody asks for it.</summary>
    /// <param name="heads">The ends of the journals of <see cref="Followed"/> and perhaps others; a run that is not in it is gone.</param>
    public async Task NoticeAsync(IReadOnlyDictionary<RunId, JournalHead> heads, IReadOnlyCollection<RunId> followed, CancellationToken ct)
    {
        foreach (var run in heads.Keys.Union(followed).Where(run => !cache.IsAt(run, heads.GetValueOrDefault(run)))) await cache.LatestAsync(run, ct);
    }

    /// <summary>A run with every entry that made it; null when there is none of that number.</summary>
    public async Task<History?> HistoryAsync(RunId run, CancellationToken ct) =>
        await cache.LatestAsync(run, ct) is { } folded ? new(folded.Run, [.. folded.Entries], Convert.ToHexStringLower(folded.Head.Span)) : null;

    public Task<Answer> HandleAsync(Request request, CancellationToken ct) =>
        RunTelemetry.MeasureAsync(request.Command, request.Run, time, () => DecideAndAppendAsync(request, ct));

    /// <param name="holder">The host that reports on an attempt; null for every other request.</param>
    private async Task<Answer> DecideAndAppendAsync(Request request, CancellationToken ct, string? holder = null)
    {
        using var turn = await cache.TakeTurnAsync(request.Run, ct);
        if (await cache.SeenAsync(request.Run, ct) is not { } folded) return UnknownRun(request.Run);
        // A runner elsewhere has settings of its own: what people are shown and sign is the bot's to notice.
        if (request.By.Via is not null) folded = await NoticeTargetAsync(folded, ct);

        while (true)
        {
            switch (Decision.Decide(folded.Run, await KnowingAsync(request.Command, folded, ct), request.By, access, Now))
            {
                case Verdict.Refused refused:
                    if (await ReadTailAsync(folded, ct) is { } newer) folded = newer;
                    else return await RepeatAsync(request.Key, ct) ?? new Answer.Refused(refused.Why);
                    break;

                case Verdict.Accepted { Events.IsEmpty: true }:
                    return new Answer.Accepted(folded.Run, []);

                case Verdict.Accepted accepted:
                    if (await AppendAsync(folded, request.Key, request.By, accepted.Events, Held(request.Command, holder, request.Run)) is { } answer) return answer;
                    if (await cache.LatestAsync(request.Run, ct) is not { } now) return UnknownRun(request.Run);
                    folded = now;
                    break;
            }
        }
    }

    /// <summary>
    /// With what only the database knows: a scheduled run needs its environment at its moment, and what hosts know of starts stands beside the
    /// journal until somebody accepts it.
    /// </summary>
    private async Task<Command> KnowingAsync(Command command, CachedRun folded, CancellationToken ct) => command switch
    {
        Command.Elapse when folded.Run.Status == RunStatus.Scheduled => new Command.Elapse(await journal.HolderOfAsync(folded.Run.Environment, ct)),
        Command.AcceptJournal accept => Sorted(accept, folded, await journal.FoundAsync(folded.Run.Id, ct)),
        _ => command,
    };

    public async Task<Answer> StartAsync(StartRequest request, CancellationToken ct)
    {
        if (await RepeatAsync(request.Key, ct) is { } repeated) return repeated;
        var plan = await StartPreparation.DrawAsync(request, access, library, Now, ct);
        if (plan.Refused is { } refused) return new Answer.Refused(refused);
        if (plan.Scheduled is null && await journal.HolderOfAsync(plan.Environment.Name, ct) is { } holder) return await HeldAsync(holder, ct);

        var pinned = inspector is null ? null : await inspector.SurveyAsync(plan.Runbook, plan.Environment, ct);
        var run = await journal.NextIdAsync(ct);
        // A database that went back gives numbers anew.
        while (cache.Knows(run)) run = await journal.NextIdAsync(ct);
        var now = Now;
        RunEvent[] meant = plan.Scheduled is { } scheduled ? [plan.Started, scheduled] : [plan.Started];
        var usually = await UsuallyAsync(Run.Fold(plan.Runbook, meant.Select((happens, at) => new JournalEntry(run.Number, at + 1, now, plan.By, happens))), ct);
        var recorded = CachedRun.Record(run, 0, JournalFormat.Origin.ToArray(), [plan.Started with { Pinned = pinned, Usually = usually }, .. meant.Skip(1)], plan.By, now);
        var pin = new PinnedRunbook(run, plan.Environment.Name, plan.RunbookName, plan.Runbook.Source, plan.Runbook.Hash, JournalFormat.ToStored(now));
        var append = Rows(run, request.Key, null, Run.Fold(plan.Runbook, recorded.Select(line => line.Entry)), recorded) with
        {
            Places = [.. new[] { request.Place }.OfType<Place>().Concat(plan.Environment.Mirrors.Select(Place.Parse)).Distinct()],
            Runner = plan.Environment.Runner,
        };
        switch (await journal.OpenAsync(pin, append, CancellationToken.None))
        {
            case AppendResult.EnvironmentHeld held: return await HeldAsync(held.By, ct);
            case AppendResult.Repeated: return (await RepeatAsync(request.Key, ct))!;
            case AppendResult.Overtaken: throw new InvalidOperationException($"Run {run} exists already: a number was given twice. Nothing was started.");
        }
        var folded = cache.Keep(CachedRun.Begin(plan.Runbook, [.. recorded.Select(line => line.Stored)]));
        feed.Changed(run);
        CrashPoints.Reach(CrashPoints.BeforeAnswer);
        return new Answer.Accepted(folded.Run, [.. recorded.Select(line => line.Entry)]);
    }

    /// <summary>What whoever starts something like this could choose from.</summary>
    internal Task<StartOptions> ChoicesAsync(StartRequest request, CancellationToken ct) => StartOptions.DrawAsync(request, access, library, HolderOfAsync, Now, ct);

    private async Task<Run?> HolderOfAsync(string environment, CancellationToken ct) =>
        await journal.HolderOfAsync(environment, ct) is { } holder ? await ReadAsync(holder, ct) : null;

    private async Task<TimeSpan?> UsuallyAsync(Run run, CancellationToken ct) =>
        earlier is null ? null : (await ForecastReader.ReadAsync(earlier, access, run, ct)).Until(run, run.Runbook.Items)?.Length;

    public async Task<Launch?> LaunchOfAsync(AttemptId attempt, CancellationToken ct)
    {
        if (await cache.LatestAsync(attempt.Run, ct) is not { } folded) return null;
        var run = folded.Run;
        if (run.Divergence is not null) throw new JournalDivergedException(attempt.Run);
        if (run[attempt.Item].Attempts.FirstOrDefault(candidate => candidate.Number == attempt.Number) is not { Ending: null } started) return null;
        var step = run.Runbook.Find(attempt.Item)!.Command!;
        if (run.Rehearsal == Rehearsal.Printed) step = step with { Kind = CommandKind.Bash, Proof = Proof.None, Probe = null };
        var here = run.Pinned is null && inspector is not null && access.Environment(run.Environment) is { } settings ? await inspector.RecallAsync(run, settings, ct) : null;
        return LaunchIn(run, attempt, step, started.Command) with
        {
            Start = folded.StartOf(started),
            Pinned = run.Pinned ?? here,
            PinnedSince = run.Pinned is null ? "this runner took the first step of the run" : "the run was started",
            Made = ImmutableSortedDictionary<string, string>.Empty.SetItems(run.Artefacts.Select(made => KeyValuePair.Create(made.File.Path, made.File.Sha256))),
            Bound = [.. started.Bindings.Values],
        };
    }

    /// <summary>A block in the environment of its run, as the settings here have it.</summary>
    /// <param name="command">The text that runs: the block's own, with its placeholders bound.</param>
    internal Launch LaunchIn(Run run, AttemptId attempt, CommandBlock block, string command)
    {
        var settings = access.Environment(run.Environment);
        var none = ImmutableSortedDictionary<string, string>.Empty;
        return new Launch(
            attempt, block.Kind, command, block.Timeout, block.Probe, settings?.Workspace ?? "",
            // What the environment says comes last: no step can put itself in its place.
            run.HandedOn.SetItems(settings?.Variables ?? none), settings?.Secrets ?? none)
        {
            Silence = block.Silence,
            Proof = block.Proof,
            InOneTransaction = block.InOneTransaction,
            AllowsPsqlErrors = block.AllowsPsqlErrors,
            Retries = block.Retries,
            Uses = block.Uses,
            Hosts = settings?.Hosts ?? [],
            Target = settings?.Target ?? EnvironmentSettings.UsualTarget,
            User = settings?.User,
            SecretFiles = settings?.SecretFiles ?? none,
        };
    }

    public async Task<bool> ReportAsync(AttemptId attempt, string owner, string start, Ending ending, CancellationToken ct)
    {
        if (await StartOfAsync(attempt, ct) != start) return false;
        var report = new Request(await KeyAsync("ending", attempt, ct), attempt.Run, Actor.Bot, new Command.ReportEnding(attempt.Item, attempt.Number, ending));
        var answer = await RunTelemetry.MeasureAsync(report.Command, report.Run, time, () => DecideAndAppendAsync(report, ct, owner));
        if (answer is Answer.Refused { Why.Reason: RefusalReason.JournalDiverged }) throw new JournalDivergedException(attempt.Run);
        return answer is Answer.Accepted { Run: var run } && run[attempt.Item].Attempts.Any(one => one.Number == attempt.Number && one.Ending is not null);
    }

    public async Task ReportTakenAsync(AttemptId attempt, string owner, CancellationToken ct)
    {
        var report = await TakenAsync(attempt, owner, ct);
        await RunTelemetry.MeasureAsync(report.Command, report.Run, time, () => DecideAndAppendAsync(report, ct, owner));
    }

    private async Task<Request> TakenAsync(AttemptId attempt, string owner, CancellationToken ct) =>
        new(await KeyAsync("taken", attempt, ct), attempt.Run, Actor.Bot, new Command.ReportTaken(attempt.Item, attempt.Number, owner));

    /// <summary>
    /// Names what is reported of one start, by its moment as well: behind a journal that went back and was accepted, the same number of an
    /// attempt is another start, and must not be answered with what became of the lost one.
    /// </summary>
    private async Task<string> KeyAsync(string kind, AttemptId attempt, CancellationToken ct)
    {
        var started = (await cache.SeenAsync(attempt.Run, ct))?.Run[attempt.Item].Attempts.FirstOrDefault(one => one.Number == attempt.Number);
        return started is null ? $"{kind}/{attempt}" : FormattableString.Invariant($"{kind}/{attempt}/{started.At:yyyyMMddHHmmss.ffffff}");
    }

    /// <summary>
    /// A runner has taken an attempt and has not said so yet: said for it, so that whoever decides next knows. Overtaken, it is found out again.
    /// </summary>
    private async Task NoteTakenAsync(AttemptId attempt, string owner)
    {
        if (await cache.LatestAsync(attempt.Run, CancellationToken.None) is not { } folded) return;
        var report = await TakenAsync(attempt, owner, CancellationToken.None);
        if (Decision.Decide(folded.Run, report.Command, report.By, access, Now) is Verdict.Accepted { Events.IsEmpty: false } taken)
            await AppendAsync(folded, report.Key, report.By, taken.Events);
    }

    private static (AttemptId, string)? Held(Command command, string? holder, RunId run) => (holder, command) switch
    {
        ({ } owner, Command.ReportEnding report) => (new AttemptId(run, report.Item, report.Attempt), owner),
        ({ } owner, Command.ReportTaken report) => (new AttemptId(run, report.Item, report.Attempt), owner),
        _ => null,
    };

    /// <summary>When time itself brings something about in a run, as it is now; null: never.</summary>
    public DateTimeOffset? NextDue(Run run) => Agenda.NextAt(run, access, Now);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Null when somebody else wrote first.</summary>
    private async Task<Answer?> AppendAsync(CachedRun folded, string key, Actor by, ImmutableArray<RunEvent> events, (AttemptId, string)? held = null)
    {
        var recorded = CachedRun.Record(folded.Run.Id, folded.Run.Seq, folded.Head, events, by, Now);
        var after = folded.With(recorded.Select(line => line.Stored));
        // No cancellation from here on: a commit that was sent must be answered.
        var rows = Rows(folded.Run.Id, key, folded.Run, after.Run, recorded) with { Before = folded.Head, Runner = access.Environment(folded.Run.Environment)?.Runner, Held = held, Unclaimed = held is null ? Waiting(folded.Run, events) : [] };
        switch (await journal.AppendAsync(rows, CancellationToken.None))
        {
            case AppendResult.Overtaken or AppendResult.Diverged: return null;
            case AppendResult.Claimed claimed:
                await NoteTakenAsync(claimed.Attempt, claimed.Owner);
                return null;
            // Whoever holds it now reports; this host was away for too long and has nothing to say any more.
            case AppendResult.Lost: return new Answer.Accepted(folded.Run, []);
            case AppendResult.Repeated: return await RepeatAsync(key, CancellationToken.None);
            case AppendResult.EnvironmentHeld other: return await HeldAsync(other.By, CancellationToken.None);
        }
        cache.Keep(after);
        feed.Changed(after.Run.Id);
        CrashPoints.Reach(CrashPoints.BeforeAnswer);
        return new Answer.Accepted(after.Run, [.. recorded.Select(line => line.Entry)]);
    }

    /// <summary>What these events end before a runner takes it. With a journal that was lost it is not known whether one did.</summary>
    private static ImmutableArray<AttemptId> Waiting(Run before, ImmutableArray<RunEvent> events) => events.Any(one => one is RunEvent.JournalAccepted) ? [] :
    [
        .. events.OfType<RunEvent.StepEnded>()
            .Where(ended => before.WaitsForRunner(before.Runbook.Find(ended.Item)!) && before[ended.Item].LastAttempt!.Number == ended.Attempt)
            .Select(ended => new AttemptId(before.Id, ended.Item, ended.Attempt)),
    ];

    /// <summary>Everything that is written beside the entries, read off the entries themselves.</summary>
    private Append Rows(RunId run, string key, Run? before, Run after, ImmutableArray<(JournalEntry Entry, StoredEntry Stored)> recorded)
    {
        var entries = recorded.Select(line => line.Entry).ToList();
        return new Append(run, key, [.. recorded.Select(line => line.Stored)])
        {
            Found = [.. entries.Select(at => at.Event).OfType<RunEvent.StepFound>().Select(e => e.Start)],
            AcceptsJournal = entries.Any(at => at.Event is RunEvent.JournalAccepted),
            SignOffs = [.. from at in entries let e = at.Event as RunEvent.SignedOff where e is not null select new SignOffRow(at.Seq, e.Role, at.By, e.Content, e.Remark, at.At)],
            Voided = [.. from at in entries let e = at.Event as RunEvent.SignOffVoided where e is not null select (e.Role, at.Seq)],
            Queued = [.. entries.Select(at => at.Event).OfType<RunEvent.StepStarted>().Where(e => !after.IsSpoken(after.Runbook.Find(e.Item)!)).Select(e => new AttemptId(run, e.Item, e.Attempt))],
            Cancelled = [.. entries.Select(at => at.Event).OfType<RunEvent.StepCancelled>().Select(e => new AttemptId(run, e.Item, e.Attempt))],
            Ended = [.. entries.Select(at => at.Event).OfType<RunEvent.StepEnded>().Select(e => new AttemptId(run, e.Item, e.Attempt))],
            Pages = PageRows.Queued(before, after, entries),
            Stopped = PageRows.Stopped(before, after),
            Tried = PageRows.Tried(after, entries),
            DueAt = NextDue(after),
            Watches = WatchAgenda.Woken(before, after, entries[^1].At),
            EndsWatches = after.Status != RunStatus.Running,
            Places = [.. entries.Select(at => at.Event).OfType<RunEvent.Mirrored>().Select(e => Place.Parse(e.Place))],
            WaitsForEnvironment = before is null && !after.HoldsEnvironment,
            TakesEnvironment = before is { HoldsEnvironment: false } && after.HoldsEnvironment,
            ReleasesEnvironment = !after.HoldsEnvironment,
        };
    }

    /// <summary>The journal as it is now; null when that is what was decided on.</summary>
    private async Task<CachedRun?> ReadTailAsync(CachedRun folded, CancellationToken ct) =>
        await cache.LatestAsync(folded.Run.Id, ct) is { } latest && !(latest.Head.Span.SequenceEqual(folded.Head.Span) && latest.Run.Divergence == folded.Run.Divergence) ? latest : null;

    /// <summary>The answer that the same request got before; null when it was never accepted.</summary>
    private async Task<Answer?> RepeatAsync(string key, CancellationToken ct)
    {
        if (await journal.FindRequestAsync(key, ct) is not { } past) return null;
        var entries = await journal.ReadAsync(past.Run, past.FirstSeq - 1, ct);
        var folded = await cache.LatestAsync(past.Run, ct);
        return new Answer.Accepted(folded!.Run, [.. entries.TakeWhile(entry => entry.Seq <= past.LastSeq).Select(entry => JournalFormat.Read(entry.Body))]);
    }

    /// <summary>Settings that changed since the run was pinned are an event of the run, before anything else is decided.</summary>
    private async Task<CachedRun> NoticeTargetAsync(CachedRun folded, CancellationToken ct)
    {
        var digest = access.Environment(folded.Run.Environment)?.TargetDigest() ?? "";
        while (folded.Run is { IsOver: false, Divergence: null } && folded.Run.TargetDigest != digest)
        {
            folded = (await cache.LatestAsync(folded.Run.Id, ct))!;
            if (Decision.Decide(folded.Run, new Command.ReportTarget(digest), Actor.Bot, access, Now) is Verdict.Accepted { Events.IsEmpty: false } changed)
                await AppendAsync(folded, $"target/{folded.Run.Id}/{folded.Run.Seq}/{digest}", Actor.Bot, changed.Events);
            folded = (await cache.LatestAsync(folded.Run.Id, ct))!;
        }
        return folded;
    }

    private async Task<Answer> HeldAsync(RunId holder, CancellationToken ct)
    {
        var run = (await ReadAsync(holder, ct))!;
        return new Answer.Refused(run.Status == RunStatus.RolledBack
            ? Refusals.EnvironmentLocked(run, access.OperatorsOf(run.Environment))
            : Refusals.EnvironmentHeld(run));
    }

    private static Answer.Refused UnknownRun(RunId run) => new(Refusals.UnknownRun(run));
}
