using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Supervision;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>What can be known of a step whose end nobody saw, in sentences for the people who must decide.</summary>
internal sealed class OutcomeProbe(
    IAttemptQueue queue, Launcher launcher, OutputFollower follower, RunnerDirectory directory, IOptions<ExecutionOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromMinutes(1);

    /// <summary>What is there does not say how the step ended, or whether it was started.</summary>
    /// <param name="launch">The launch in question, whether it is here or not; null where none is known.</param>
    /// <param name="during">The bot's absence in which that happened; null when it happened before its eyes.</param>
    public async Task<Ending> OfUnknownAsync(HeldAttempt held, LaunchEvidence seen, LaunchFolder? launch, Absence? during, CancellationToken ct)
    {
        if (seen.Folder == FolderState.Missing) return await OfTracelessAsync(held, launch, ct);
        var ending = OfVanished(launch!, during);
        return seen.Folder == FolderState.AnotherLaunch ? ending with { Known = Also($"The folder in which this step was ordered is gone from host {directory.Id}.", ending.Known!) } : ending;
    }

    /// <summary>This host's own step: its supervisor is gone and left no ending, or its folder is gone.</summary>
    /// <param name="during">See <see cref="OfUnknownAsync"/>.</param>
    public async Task<Ending> OfVanishedAsync(HeldAttempt held, LaunchFolder launch, Absence? during, CancellationToken ct) =>
        launch.Exists ? OfVanished(launch, during) : await OfTracelessAsync(held, launch, ct);

    private Ending OfVanished(LaunchFolder launch, Absence? during)
    {
        var now = clock.GetUtcNow();
        var seen = launch.Progress ?? new(now, 0, 0, [], null);
        var known = new List<string>();
        known.Add(during is { } absence
            ? DownFor(absence)
            : $"The step's supervisor was gone at {Clock(now)}.");
        if (launch.Claim is { Supervisor.IsOfThisBoot: false }) known.Add("The machine was restarted.");
        known.Add(Running(launch) ?? "The process is gone, no exit code.");
        if (launch.Child is null) known.Add("Whether the command was started is not known.");
        return Unknown(seen, now, known);
    }

    /// <summary>A step without a folder here, that may have started all the same.</summary>
    private async Task<Ending> OfTracelessAsync(HeldAttempt held, LaunchFolder? launch, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var seen = (await queue.ProgressOfAsync(held.Attempt.Run, ct)).GetValueOrDefault(held.Attempt) ?? new(now, 0, 0, [], null);
        var last = seen.LastAt is { } at ? $" Its last output came at {Clock(at)}." : "";
        var lost = held switch
        {
            { Origin: not Origin.Elsewhere } => $"The folder of this step is gone from host {directory.Id}.",
            { LostHost: { } host } => $"Host {host} was lost.",
            _ => "The host of this step was lost.",
        };
        return Unknown(seen, now, [lost + last, launch is not null && Running(launch) is { } runs ? runs : "No exit code."]);
    }

    /// <summary>
    /// Does not take an exit code's word: the step's own probe is asked, the backup looked at, the database's record of migrations read.
    /// After an unknown outcome the same looks tell people what is known.
    /// </summary>
    public async Task<Ending> ProbedAsync(Launch launch, string owner, Ending ending, CancellationToken ct)
    {
        if (launch.Proof is Proof.Backup or Proof.Restore && ending.Outcome == Outcome.Succeeded) ending = await ProvenAsync(launch, owner, ending, ct);
        if (launch.Proof == Proof.Prisma) ending = await RecordedAsync(launch, owner, ending, ct);
        return launch.Probe is { } probe ? Answered(ending, await AskAsync(launch, probe, owner, ct)) : ending;
    }

    /// <summary>Why a step must not even begin; null when it may. Looked at before anything is started.</summary>
    public async Task<string?> ObjectionAsync(Launch launch, string owner, CancellationToken ct)
    {
        if (launch.Proof != Proof.Prisma) return null;
        var before = await LookAsync(launch, owner, BuiltInStepKind.PrismaBefore, "", null, ProbePatience, ct);
        return before.Outcome == Outcome.Succeeded ? null : $"{before.Known ?? "Whether the migrations can be applied could not be found out."} Nothing was started.";
    }

    private async Task<Ending> ProvenAsync(Launch launch, string owner, Ending ending, CancellationToken ct)
    {
        var files = string.Join('\n', ending.Artefacts.Select(file => file.Path));
        var act = launch.Proof == Proof.Restore ? BuiltInStepKind.RestoreBackup : BuiltInStepKind.ProveBackup;
        var looked = await LookAsync(launch, owner, act, files, ending.StartedAt, launch.Timeout, ct);
        if (looked.Outcome != Outcome.Succeeded || looked.Values?.GetValueOrDefault(StepReport.Proven) is not { } proven)
            return Doubted(ending, $"The backup is not proven: {looked.Known ?? "it could not be looked at."}");
        return ending with
        {
            Artefacts = [.. ending.Artefacts.Select(file => file.Path == proven ? file with { Proof = looked.Known } : file)],
            Known = Also(ending.Known, $"The backup is proven: {looked.Known}."),
            Warning = looked.Warning is { } warning ? Also(ending.Warning, warning) : ending.Warning,
        };
    }

    private async Task<Ending> RecordedAsync(Launch launch, string owner, Ending ending, CancellationToken ct)
    {
        var after = await LookAsync(launch, owner, BuiltInStepKind.PrismaAfter, "", null, ProbePatience, ct);
        var said = after.Known ?? "What the database says of the migrations could not be read.";
        return ending.Outcome == Outcome.Succeeded && after.Outcome != Outcome.Succeeded ? Doubted(ending, said) : ending with { Known = Also(ending.Known, said) };
    }

    private static Ending Answered(Ending ending, ProbeAnswer answer) => ending.Outcome == Outcome.Succeeded
        ? answer.Said is ProbeSaid.NotDone or ProbeSaid.Partly ? Doubted(ending, answer.Sentence) : ending with { Known = Also(ending.Known, answer.Sentence) }
        : ending with { Known = Also(ending.Known, answer.Sentence) };

    /// <summary>It ended well, and what can be seen says otherwise.</summary>
    private static Ending Doubted(Ending ending, string why) => ending with
    {
        Outcome = Outcome.Failed,
        Warning = null,
        Known = Also(why, ending.ExitCode is { } code ? FormattableString.Invariant($"The exit code was {code}.") : ""),
    };

    private static string Also(string? known, string more) => known is null ? more : $"{known} {more}".Trim();

    private async Task<Ending> LookAsync(
        Launch launch, string owner, BuiltInStepKind act, string text, DateTimeOffset? since, TimeSpan patience, CancellationToken ct)
    {
        var order = SupervisorOrder.ToLook(launch, options.Value, patience) with { Performance = new(act, text, launch.Target) { Since = since } };
        var now = clock.GetUtcNow();
        try
        {
            return await FollowAsync(launch, owner, order, ct) is FollowResult.Ended(var ending) ? ending : Unknown(new(now, 0, 0, [], null), now, []) with { Known = null };
        }
        catch (IOException disk)
        {
            return Unknown(new(now, 0, 0, [], null), now, [disk.Message]);
        }
    }

    private async Task<FollowResult> FollowAsync(Launch launch, string owner, SupervisorOrder order, CancellationToken ct)
    {
        var folder = directory.Of(launch.Attempt, launch.Start).AddProbe();
        using var own = await launcher.LaunchAsync(folder, order, ct);
        // A look is not the step: it keeps the lease and shows no progress.
        return await follower.FollowAsync(launch.Attempt, folder, own, _ => queue.RenewAsync(launch.Attempt, owner, options.Value.Lease, null, ct), ct);
    }

    private async Task<ProbeAnswer> AskAsync(Launch launch, string probe, string owner, CancellationToken ct)
    {
        try
        {
            return await FollowAsync(launch, owner, SupervisorOrder.ToLook(launch, options.Value, ProbePatience) with { Command = probe }, ct) switch
            {
                FollowResult.Ended { Ending: { Outcome: Outcome.Succeeded } } => new(ProbeSaid.Done, "The probe says done."),
                FollowResult.Ended { Ending: { Outcome: Outcome.Failed, ExitCode: 1 } } => new(ProbeSaid.NotDone, "The probe says not done."),
                FollowResult.Ended { Ending: { Outcome: Outcome.Failed, ExitCode: 3 } } => new(ProbeSaid.Partly, "The probe says partly done."),
                FollowResult.Ended { Ending: { ExitCode: { } code, Outcome: Outcome.Failed } } => NoAnswer(FormattableString.Invariant($"The probe gave no answer (exit code {code}).")),
                FollowResult.Ended { Ending.Outcome: Outcome.TimedOut } => NoAnswer("The probe gave no answer within 1 min."),
                FollowResult.Ended { Ending.Known: { } why } => NoAnswer($"The probe gave no answer: {why}"),
                _ => NoAnswer("The probe gave no answer."),
            };
        }
        catch (IOException disk)
        {
            return NoAnswer($"The probe could not be run: {disk.Message}");
        }
    }

    private static ProbeAnswer NoAnswer(string sentence) => new(ProbeSaid.Nothing, sentence);

    private enum ProbeSaid { Done, NotDone, Partly, Nothing }

    private sealed record ProbeAnswer(ProbeSaid Said, string Sentence);

    private static Ending Unknown(Progress seen, DateTimeOffset now, IEnumerable<string> known) => new(
        Outcome.Unknown, null, null, seen.StartedAt, now, seen.Lines, seen.Bytes, null, seen.Tail, [], string.Join(' ', known));

    private static string? Running(LaunchFolder launch) =>
        StillRunning(launch) is { } pid ? FormattableString.Invariant($"Process {pid} of the step is still running.") : null;

    /// <summary>The command's own process, or whatever still carries the launch's name in its environment.</summary>
    private static int? StillRunning(LaunchFolder launch)
    {
        if (launch.Child is { IsAlive: true } child) return child.Pid;
        var mark = Encoding.UTF8.GetBytes($"{ChildEnvironment.Mark}={launch.Path}\0");
        foreach (var process in ProcStat.All())
            if (EnvironmentOf(process.Pid).AsSpan().IndexOf(mark) >= 0) return process.Pid;
        return null;
    }

    private static byte[] EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string DownFor(Absence absence) => Clock(absence.From) == Clock(absence.To)
        ? $"The bot was down for {Durations.Say(absence.To - absence.From)} at {Clock(absence.To)}."
        : $"The bot was down from {Clock(absence.From)} to {Clock(absence.To)}.";

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
