using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Output;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>An attempt in this host's hands.</summary>
/// <param name="Owner">The name under which this host owns it.</param>
/// <param name="LostHost">Who had it before, as far as that is remembered.</param>
internal sealed record HeldAttempt(AttemptId Attempt, string Owner, Origin Origin, string? LostHost = null);

/// <summary>How an attempt came into this host's hands.</summary>
internal enum Origin
{
    /// <summary>Just now, from the queue.</summary>
    Claimed,

    /// <summary>Owned from before.</summary>
    Recalled,

    /// <summary>Another host had it: it must not be started here.</summary>
    Elsewhere,
}

/// <summary>
/// Brings one attempt to its end, from wherever it stands: begun, running, ended but not reported. Every path is the same
/// after a crash, because it asks the database and the disk and not the memory. What it may do is decided by <see cref="Recovery"/>.
/// </summary>
internal sealed partial class AttemptMonitor(
    IAttemptQueue queue, IRunnerGateway gateway, Launcher launcher, OutputFollower follower, OutcomeProbe probe, RunnerDirectory directory, JournalCheck check,
    IOptions<ExecutionOptions> options, TimeProvider clock, ILogger<AttemptMonitor> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public async Task CareAsync(HeldAttempt held, CancellationToken ct)
    {
        // Nothing is looked for on disk before it is known which start is meant: the number of an attempt may be given again.
        if (await PatientlyAsync(held.Attempt, () => StartAsync(held.Attempt, ct), ct) is not { } start)
        {
            LogUnknown(held.Attempt);
            await Task.Delay(LongestPause, clock, ct);
            return;
        }
        var folder = directory.Of(held.Attempt, start);
        var launch = await PatientlyAsync(held.Attempt, () => gateway.LaunchOfAsync(held.Attempt, ct), ct);
        if (launch is not null) await PatientlyAsync(held.Attempt, () => gateway.ReportTakenAsync(held.Attempt, held.Owner, ct), ct);
        if (launch is not null && await EndAsync(held, launch, folder, ct) is { } ending)
        {
            CrashPoints.Reach(CrashPoints.ExitSeen);
            if (!await ReportAsync(held, launch, folder, ending, ct))
            {
                // Who holds it now may be this very host under its other name, and finds the ending here.
                LogLost(held.Attempt);
                return;
            }
        }
        else if (launch is not null)
        {
            // Somebody else decides over it now; what is here stays for people to look at.
            LogLost(held.Attempt);
            return;
        }
        else if (folder.Latest is { IsSupervised: true } goesOn)
        {
            // People were told that its outcome is unknown, and it goes on: whoever looks for it finds it here.
            LogGoesOn(held.Attempt, goesOn.Path);
            return;
        }
        folder.Delete();
    }

    private async Task<string?> StartAsync(AttemptId attempt, CancellationToken ct)
    {
        await check.BeforeLaunchAsync(attempt.Run, ct);
        return await gateway.StartOfAsync(attempt, ct);
    }

    /// <summary>The ending, however it is found; null when the attempt was lost to somebody else.</summary>
    private async Task<Ending?> EndAsync(HeldAttempt held, Launch launch, AttemptFolder folder, CancellationToken ct)
    {
        while (true)
        {
            var orders = await PatientlyAsync(held.Attempt, () => queue.OrdersOfAsync(held.Attempt, held.Owner, ct), ct);
            var seen = InQuestion(folder, orders);
            var evidence = LaunchEvidence.Of(held.Origin, orders, seen, folder.IsUnbound, await PatientlyAsync(held.Attempt, () => RememberedAsync(launch, ct), ct));
            switch (Recovery.Decide(evidence))
            {
                case RecoveryAction.Leave: return null;
                case RecoveryAction.Unknown: return await probe.OfUnknownAsync(held, evidence, seen ?? Named(folder, orders), DuringAbsence(seen), ct);
                case RecoveryAction.NeverStarted: return NotStarted($"{held.LostHost ?? "The host of this step"} was lost before it had started the step.");
                case RecoveryAction.Start:
                    if (evidence.Row == RowState.Ordered) await PatientlyAsync(held.Attempt, () => queue.CloseAsync(held.Attempt, held.Owner, seen!.Name, ct), ct);
                    return await StartAsync(held, launch, folder, ct);
            }
            // Its supervisor, or its ending, is here.
            var during = DuringAbsence(seen);
            var followed = await follower.FollowAsync(held.Attempt, held.Owner, seen!, own: null, ct);
            if (followed is not FollowResult.NeverStarted) return await EndingOfAsync(held, seen!, followed, during, ct);
        }
    }

    /// <summary>The launch that the database names as ordered, or else the newest one; null where there is none at all.</summary>
    internal static LaunchFolder? InQuestion(AttemptFolder folder, LaunchOrders? orders) =>
        Named(folder, orders) is { Exists: true } named ? named : folder.Latest;

    private static LaunchFolder? Named(AttemptFolder folder, LaunchOrders? orders) => orders?.Launch is { } name ? folder.Of(name) : null;

    /// <summary>How many launches of this start were ordered from here, whatever the database says.</summary>
    private async Task<int> RememberedAsync(Launch launch, CancellationToken ct) => await gateway.MarkAsync(launch.Attempt.Run, ct) is { } mark
        ? directory.Launches.CountOf(launch.Attempt.Run, launch.Start, mark.Installation)
        : 0;

    private Absence? DuringAbsence(LaunchFolder? launch) => launch is { IsSupervised: true } ? null : directory.LastAbsence;

    private async Task<Ending?> StartAsync(HeldAttempt held, Launch launch, AttemptFolder folder, CancellationToken ct)
    {
        LaunchFolder fresh;
        LaunchedSupervisor own;
        var mark = await PatientlyAsync(held.Attempt, () => check.BeforeLaunchAsync(held.Attempt.Run, ct), ct);
        try
        {
            fresh = folder.AddLaunch();
            if (mark is not null) folder.Sign(new(mark.Installation, held.Attempt.Run.Number, held.Attempt.Item.Value, held.Attempt.Number, launch.Start));
            if (await probe.ObjectionAsync(launch, held.Owner, ct) is { } objection) return NotStarted(objection, "");
            CrashPoints.Reach(CrashPoints.BeforeSpawn);
            own = await launcher.PrepareAsync(fresh, SupervisorOrder.Of(launch, options.Value), ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nothing was ordered, so nothing runs.
            return NotStarted($"This host could not begin the step: {failure.Message}");
        }
        using (own) return await OrderAsync(held, launch, mark, fresh, own, ct);
    }

    /// <summary>Only what the database has written down as ordered may start, and only when this host remembers it outside the database.</summary>
    private async Task<Ending?> OrderAsync(HeldAttempt held, Launch launch, JournalMark? mark, LaunchFolder fresh, LaunchedSupervisor own, CancellationToken ct)
    {
        var until = Deadline.In(options.Value.Lease);
        var standing = await PatientlyAsync(held.Attempt, () => queue.OrderAsync(held.Attempt, held.Owner, fresh.Name, options.Value.Lease, ct), ct);
        CrashPoints.Reach(CrashPoints.AttemptOrdered);
        // What was lost to somebody else in the meantime is theirs to start, or not to.
        if (standing == Standing.Lost) return null;
        if (standing == Standing.CancelAsked) return NotStarted("It was cancelled before it started.", "") with { Outcome = Outcome.Cancelled };
        try
        {
            if (mark is not null) directory.Launches.Add(held.Attempt.Run, mark, new(held.Attempt.Item.Value, held.Attempt.Number, launch.Start, fresh.Name));
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            // Its supervisor was told nothing, and hears now that nothing comes.
            return NotStarted($"This host could not write down that it starts the step: {disk.Message}");
        }
        CrashPoints.Reach(CrashPoints.LaunchRemembered);
        await own.OrderAsync(until, ct);
        CrashPoints.Reach(CrashPoints.AfterSpawn);
        return await EndingOfAsync(held, fresh, await follower.FollowAsync(held.Attempt, held.Owner, fresh, own, ct), during: null, ct);
    }

    private async Task<Ending?> EndingOfAsync(HeldAttempt held, LaunchFolder launch, FollowResult followed, Absence? during, CancellationToken ct) => followed switch
    {
        FollowResult.Ended(var ending) => ending,
        FollowResult.NeverStarted(var why) => NotStarted(why),
        FollowResult.Vanished => await probe.OfVanishedAsync(held, launch, during, ct),
        _ => null,
    };

    private async Task<bool> ReportAsync(HeldAttempt held, Launch launch, AttemptFolder folder, Ending ending, CancellationToken ct)
    {
        var latest = folder.Latest;
        if (ending.Outcome == Outcome.Unknown || latest?.Child is not null) ending = await probe.ProbedAsync(launch, held.Owner, ending, ct);
        var output = latest is null ? [] : OutputLog.Read(latest.OutputPath);
        if (output.Length > 0) ending = ending with { OutputDigest = Convert.ToHexStringLower(SHA256.HashData(output)) };

        var recorded = await PatientlyAsync(held.Attempt, async () =>
        {
            if (output.Length > 0) await queue.KeepOutputAsync(held.Attempt, output, ct);
            CrashPoints.Reach(CrashPoints.OutputKept);
            return await gateway.ReportAsync(held.Attempt, held.Owner, launch.Start, ending, ct);
        }, ct);
        if (!recorded) return false;
        CrashPoints.Reach(CrashPoints.EndingRecorded);
        await RememberEndAsync(held.Attempt.Run, ct);
        LogEnded(held.Attempt, ending.Outcome, ending.ExitCode);
        return true;
    }

    /// <summary>A mark behind the ending, so that a database without it is noticed; without one, the mark before the launch still counts.</summary>
    private async Task RememberEndAsync(RunId run, CancellationToken ct)
    {
        try
        {
            if (await gateway.MarkAsync(run, ct) is { } mark) directory.Launches.Move(run, mark);
        }
        catch (Exception missed) when (!ct.IsCancellationRequested)
        {
            LogNotRemembered(missed, run.Number);
        }
    }

    private Ending NotStarted(string why, string nothing = " Nothing was started.")
    {
        var now = clock.GetUtcNow();
        return new(Outcome.Failed, null, null, now, now, 0, 0, null, [], [], why + nothing);
    }

    /// <summary>The journal may be down for as long as it likes: everything that matters is on disk.</summary>
    private async Task<T> PatientlyAsync<T>(AttemptId attempt, Func<Task<T>> ask, CancellationToken ct)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await ask();
            }
            catch (Exception down) when (!ct.IsCancellationRequested)
            {
                if (down is JournalDivergedException) LogStopped(down, attempt, pause);
                else if (down is IOException or UnauthorizedAccessException) LogFolder(down, attempt, pause);
                else LogAgain(down, attempt, pause);
                await Task.Delay(pause, clock, ct);
            }
        }
    }

    private async Task PatientlyAsync(AttemptId attempt, Func<Task> ask, CancellationToken ct) => await PatientlyAsync(
        attempt,
        async () =>
        {
            await ask();
            return true;
        },
        ct);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Attempt} ended: {Outcome}, exit code {ExitCode}.")]
    private partial void LogEnded(AttemptId attempt, Outcome outcome, int? exitCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Attempt} belongs to somebody else now; nothing more is written about it here.")]
    private partial void LogLost(AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Attempt} has ended in the journal, and its step goes on. Nothing is written about it; what it prints is in {Folder}.")]
    private partial void LogGoesOn(AttemptId attempt, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal knows nothing of {Attempt}, which is in the queue. Nothing of it is started.")]
    private partial void LogUnknown(AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Where the journal of run {Run} stands could not be remembered outside the database.")]
    private partial void LogNotRemembered(Exception missed, long run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Attempt} waits until an operator has accepted the journal of its run; looking again in {Pause}.")]
    private partial void LogStopped(Exception stopped, AttemptId attempt, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "What this host keeps of {Attempt} cannot be read or written; trying again in {Pause}.")]
    private partial void LogFolder(Exception refused, AttemptId attempt, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not answer for {Attempt}; asking again in {Pause}.")]
    private partial void LogAgain(Exception down, AttemptId attempt, TimeSpan pause);
}
