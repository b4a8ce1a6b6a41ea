using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Starting, stopping and judging steps: never a second start that nobody decided on.</summary>
internal static class StepRules
{
    private static readonly Prose NotStarted = $"Not started";

    public static Verdict Run(DecisionContext ask, Command.RunStep start)
    {
        var run = ask.Run;
        if (run.Runbook.Find(start.Item) is not { } item) return Refusals.UnknownItem(NotStarted, start.Item, run.Runbook);
        if (ItemRules.AlreadySettled(run, item) is { } already) return already;
        if (!item.IsStep) return ask.UnlessCurrent(NotStarted, item) ?? ask.UnlessGateIsOpen(NotStarted, item) ?? Refusals.NoCommand(item, item.Role is { } role ? ask.Access.HoldersOf(run.Runbook, role) : []);
        if (run.StatusOf(item) == ItemStatus.Running) return AlreadyStarted(ask, item, start.Seen);
        if (MayStart(ask, item) is { } refused) return refused;
        if (Stale(NotStarted, item, run[item], start.Seen) is { } stale) return stale;
        if (run.StatusOf(item) == ItemStatus.Unknown) return Refusals.OutcomeUnknown(NotStarted, item, ask.OperatorsAndHolders);
        if (run.StatusOf(item) == ItemStatus.Failed) return Refusals.AlreadyTried(item);
        if (run.Undecided.FirstOrDefault(other => !IsLetPass(run, item, other)) is { } undecided) return Refusals.StepsAreHeld(NotStarted, undecided, ask.OperatorsAndHolders);
        if (ask.UnlessGateIsOpen(NotStarted, item) is { } waits) return waits;
        return Start(ask.Run, ask.Access, item, reason: null, ask.Now);
    }

    /// <summary>A second start, decided by a person: for a <c>once</c> step they say what they saw.</summary>
    public static Verdict Retry(DecisionContext ask, Command.Retry retry)
    {
        var run = ask.Run;
        if (run.Runbook.Find(retry.Item) is not { } item) return Refusals.UnknownItem(NotStarted, retry.Item, run.Runbook);
        if (ItemRules.AlreadySettled(run, item) is { } already) return already;
        if (run.StatusOf(item) == ItemStatus.Running) return AlreadyStarted(ask, item, retry.Seen);
        if (MayStart(ask, item) is { } refused) return refused;
        if (Stale(NotStarted, item, run[item], retry.Seen) is { } stale) return stale;
        if (run.StatusOf(item) == ItemStatus.Unknown) return Refusals.OutcomeUnknown(NotStarted, item, ask.OperatorsAndHolders);
        if (run.StatusOf(item) != ItemStatus.Failed) return Refusals.NothingToDecide(NotStarted, item);
        if (ask.UnlessGateIsOpen(NotStarted, item) is { } waits) return waits;
        if (item.Command!.Contract == Contract.Once && !ItemRules.HasReason(retry.Saw)) return Refusals.ReasonTooShort(NotStarted, "answer to what you saw");
        return Start(run, ask.Access, item, ItemRules.Given(retry.Saw), ask.Now);
    }

    public static Verdict Cancel(DecisionContext ask, Command.Cancel cancel)
    {
        Prose notDone = $"Not cancelled";
        var run = ask.Run;
        if (run.Runbook.Find(cancel.Item) is not { } item) return Refusals.UnknownItem(notDone, cancel.Item, run.Runbook);
        if (run.StatusOf(item) != ItemStatus.Running) return Refusals.NotRunningStep(notDone, item);
        if (ask.UnlessOperator(notDone) is { } notOperator) return notOperator;
        var attempt = run[item].LastAttempt!;
        if (OfEarlierAttempt(notDone, item, attempt, cancel.Seen) is { } stale) return stale;
        if (run.WaitsForRunner(item)) return new Verdict.Accepted(Withdraw(run, item, ask.Now));
        if (attempt.Cancel is { } asked) return Refusals.AlreadyDone(item, "cancelled", asked.By, asked.At);
        var cancelled = new RunEvent.StepCancelled(item.Key, attempt.Number);
        return MessageRules.CallOf(run, item) is { IsOpen: true } call ? new Verdict.Accepted([cancelled, new RunEvent.AlertClosed(call.Number, AlertEnd.Cancelled, null)]) : cancelled;
    }

    public static Verdict Judge(DecisionContext ask, Command.Judge judge)
    {
        Prose notDone = $"Not recorded";
        var run = ask.Run;
        if (run.Runbook.Find(judge.Item) is not { } item) return Refusals.UnknownItem(notDone, judge.Item, run.Runbook);
        // In a rollback a step of the forward run is still judged: whether it lives is what the way back waits for.
        if (!(run.Status == RunStatus.RollingBack && run.OfUnknownEnd.Contains(item)) && ask.UnlessCurrent(notDone, item) is { } closed) return closed;
        // That nothing was started is known: whoever says so ends the waiting, and whoever did it by hand says that.
        if (run.WaitsForRunner(item)) return judge.Done ? ItemRules.Tick(ask, new(judge.Item, judge.HowKnown)) : Cancel(ask, new(judge.Item, judge.Seen));
        if (run.StatusOf(item) != ItemStatus.Unknown) return Refusals.NothingToDecide(notDone, item);
        if (UnlessDecider(ask, notDone) is { } refused) return refused;
        if (OfEarlierAttempt(notDone, item, run[item].LastAttempt!, judge.Seen) is { } stale) return stale;
        var mine = run[item].Judgements.LastOrDefault(earlier => earlier.By.IsSameHuman(ask.By));
        if (mine is not null && mine.Done == judge.Done) return Refusals.AlreadyDone(item, judge.Done ? "judged done" : "judged not done", mine.By, mine.At);
        if (!ItemRules.HasReason(judge.HowKnown)) return Refusals.ReasonTooShort(notDone, "answer to how you know");
        return new RunEvent.OutcomeJudged(item.Key, run[item].LastAttempt!.Number, judge.Done, judge.HowKnown);
    }

    public static Verdict TakeDecision(DecisionContext ask, Command.TakeDecision take)
    {
        Prose notDone = $"Not taken";
        var run = ask.Run;
        if (run.Runbook.Find(take.Item) is not { } item) return Refusals.UnknownItem(notDone, take.Item, run.Runbook);
        if (ask.UnlessCurrent(notDone, item) is { } closed) return closed;
        if (run.StatusOf(item) is not (ItemStatus.Failed or ItemStatus.Unknown)) return Refusals.NothingToDecide(notDone, item);
        if (UnlessDecider(ask, notDone) is { } refused) return refused;
        if (run[item].DecidedBy is { } taken) return Refusals.AlreadyDone(item, "taken", taken.By, taken.At);
        return new RunEvent.DecisionTaken(item.Key);
    }

    /// <summary>
    /// Ends a step that no runner has taken. Written only if that is still so at that moment: a runner that came first is asked to stop instead.
    /// </summary>
    public static ImmutableArray<RunEvent> Withdraw(Run run, Item item, DateTimeOffset now)
    {
        var attempt = run[item].LastAttempt!;
        var ending = new Ending(Outcome.Cancelled, null, null, attempt.At, now, 0, 0, null, [], [], "No runner had taken it. Nothing was started.");
        return [new RunEvent.StepCancelled(item.Key, attempt.Number), new RunEvent.StepEnded(item.Key, attempt.Number, ending)];
    }

    /// <summary>Withdraws what waits for a runner, and asks for the end of what runs; what was asked before is not asked again.</summary>
    public static IEnumerable<RunEvent> Stop(Run run, DateTimeOffset now) => run.RunningSteps.SelectMany(item =>
        run.WaitsForRunner(item) ? Withdraw(run, item, now)
        : run[item].LastAttempt is { Cancel: null } attempt ? [new RunEvent.StepCancelled(item.Key, attempt.Number)]
        : []);

    /// <summary>Said once; what has ended meanwhile is not taken any more.</summary>
    public static Verdict ReportTaken(Run run, Command.ReportTaken report) => AttemptOf(run, report.Item, report.Attempt) is { Ending: null, Taken: null }
        ? new RunEvent.StepTaken(report.Item, report.Attempt, report.Runner)
        : new Verdict.Accepted([]);

    private static Attempt AttemptOf(Run run, ItemKey item, int number) => run[item].Attempts.FirstOrDefault(candidate => candidate.Number == number)
        ?? throw new ArgumentException($"Run {run.Id} never started attempt {number} of {item}.");

    /// <summary>A runner may say it twice after a crash; the first time counts.</summary>
    public static Verdict ReportEnding(Run run, Command.ReportEnding report)
    {
        var attempt = AttemptOf(run, report.Item, report.Attempt);
        return attempt.Ending is null ? new RunEvent.StepEnded(report.Item, report.Attempt, report.Ending) : new Verdict.Accepted([]);
    }

    /// <summary>The button was drawn before somebody else touched the item.</summary>
    public static Refusal? Stale(Prose notDone, Item item, ItemState state, int? seen) =>
        seen is null || seen == state.Version ? null : Refusals.StaleButton(notDone, item, state);

    /// <summary>The button was drawn for an attempt that is over; what others said about this one since does not matter.</summary>
    private static Refusal? OfEarlierAttempt(Prose notDone, Item item, Attempt latest, int? seen) =>
        seen is null || seen >= latest.Seq ? null : Refusals.StepMovedOn(notDone, item, latest);

    private static Refusal? MayStart(DecisionContext ask, Item item)
    {
        if (ask.UnlessCurrent(NotStarted, item) is { } closed) return closed;
        if (ask.Run.OpenAlert is { } alert) return Refusals.AlertIsOpen(NotStarted, alert, ask.OperatorsAndContacts);
        if (ask.UnlessOperator(NotStarted) is { } notOperator) return notOperator;
        if (ask.UnlessHolderFor(NotStarted, item) is { } notHolder) return notHolder;
        return ask.Run.IsSpoken(item) || ask.Access.Environment(ask.Run.Environment) is { CanRunSteps: true } ? null : Refusals.NoWorkspace(ask.Run.Environment);
    }

    /// <summary>An operator has broken the glass of this rollback step: then it goes beside forward steps of unknown end as well.</summary>
    private static bool IsLetPass(Run run, Item item, Item undecided) =>
        run.Status == RunStatus.RollingBack && run[item].Glass is not null && run.OfUnknownEnd.Contains(undecided);

    private static Refusal? UnlessDecider(DecisionContext ask, Prose notDone)
    {
        var deciders = ask.OperatorsAndHolders;
        return deciders.Contains(ask.Person) ? null : Refusals.NotAnOperator(notDone, ask.Run.Environment, deciders);
    }

    private static Refusal AlreadyStarted(DecisionContext ask, Item item, int? seen)
    {
        var attempt = ask.Run[item].LastAttempt!;
        if (seen is not null) return Refusals.StepMovedOn(NotStarted, item, attempt);
        return ask.Run.WaitsForRunner(item)
            ? Refusals.WaitsForRunner(item, attempt, ask.Access.Environment(ask.Run.Environment)?.Runner)
            : Refusals.AlreadyDone(item, "started", attempt.By, attempt.At);
    }

    /// <summary>
    /// What starts the rollback step that starts by itself now, when its leader has chosen so; nothing when a person is needed: to do it by
    /// hand, to decide on a failure, for a role, or because it restores a backup, which costs everything that was entered since. The last two
    /// may have been approved beforehand.
    /// </summary>
    public static ImmutableArray<RunEvent> Onward(Run run, AccessDirectory access, DateTimeOffset now)
    {
        if (run is not { Status: RunStatus.RollingBack, Rollback.OneAfterAnother: true } || run.RunningSteps.Any() || run.Undecided.Any()) return [];
        if (access.Environment(run.Environment) is not { CanRunSteps: true }) return [];
        return run.Runbook.RollbackSteps.FirstOrDefault(item => !run.IsSettled(item)) is { IsStep: true } next && run[next].Attempts.IsEmpty
            && (next.Role is null || run.IsApprovedAhead(next)) && (next.Command!.Placeholders.IsEmpty || !run.RollbackApprovals.IsEmpty)
            && Start(run, access, next, reason: null, now) is Verdict.Accepted started ? started.Events : [];
    }

    private static Verdict Start(Run run, AccessDirectory access, Item item, string? reason, DateTimeOffset now)
    {
        // No proof, no migration. A runbook without a backup step has said that it wants none.
        if (run.Rehearsal != Rehearsal.Printed && item.Command!.Proof == Proof.Prisma && run.Backup is { Steps.IsEmpty: false, IsProven: false } backup) return Refusals.NoProvenBackup(item, backup.Steps);
        var binding = CommandBinding.For(run, item);
        if (binding.Refused is { } refused) return refused;
        var started = new RunEvent.StepStarted(item.Key, run[item].Attempts.Length + 1, binding.Command, binding.CommandDigest, binding.Files, reason);
        return run.IsSpoken(item) ? MessageRules.Send(run, access, item, started, now) : started;
    }
}
