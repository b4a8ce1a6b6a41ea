using System.ComponentModel;
using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>
/// The bot's side of every step on this host: takes up again what it owned before, takes new attempts, and takes over what
/// another host has lost. When the bot stops, the steps go on; the next bot finds them.
/// </summary>
[DisplayName("the runner")]
internal sealed partial class Runner(
    IAttemptQueue queue, IRunnerHosts hosts, IWatchQueue watches, AttemptMonitor attempts, WatchMonitor watching, JournalCheck check, RunnerDirectory directory, WakeSignals signals, RunnerLabel label, IOptions<ExecutionOptions> options, TimeProvider clock, ILogger<Runner> log)
    : BackgroundService
{
    // An answer of the database may be lost after its commit: what we own and do not know of is found by asking now and then.
    private static readonly TimeSpan RecallEvery = TimeSpan.FromSeconds(15);

    /// <summary>Whoever takes steps under this host's name has been silent for several of its signs of life.</summary>
    private static readonly TimeSpan Silence = 3 * RecallEvery;

    /// <summary>Looks at the same time: few, because what they measure is how long things take; more than one, because one may hang.</summary>
    private const int MostLooks = 4;

    /// <summary>In polls of the queue of attempts: a watcher waits for its minute, not for a click.</summary>
    private const int LookForWatchesEvery = 5;

    private readonly ConcurrentDictionary<AttemptId, Task> inCare = new();
    private readonly ConcurrentDictionary<WatchClaim, Task> looks = new();
    private long? lookedForWatchesAt;
    private long? recalledAt;
    private volatile bool recallNow = true;
    private long? lookedForLostAt;
    private long? heldAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await directory.OpenAsync(stoppingToken);
        try
        {
            await TurnAsync(stoppingToken);
            while (true)
            {
                // A sign of life, whether there is something to do or not.
                directory.Beat();
                if (await signals.Runner.WaitAsync(options.Value.Poll, stoppingToken) || IsDue(heldAt, RecallEvery)) await TurnAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The bot stops; the steps do not.
        }
        await Task.WhenAll([.. inCare.Values, .. looks.Values]);
    }

    private async Task TurnAsync(CancellationToken ct)
    {
        try
        {
            if (IsDue(heldAt, RecallEvery)) await HoldNameAsync(ct);
            if (directory.IsHeldElsewhere) return;
            // Before anything is taken: a database that went back offers again what this host has run.
            await check.CheckAsync(ct);
            if (recallNow || IsDue(recalledAt, RecallEvery)) await RecallAsync(ct);
            if (IsDue(lookedForLostAt, options.Value.Lease / 4)) await TakeOverLostAsync(ct);
            while (inCare.Count < options.Value.AtOnce && directory.HasRoom() && await queue.ClaimAsync(directory.Id, label.Name, options.Value.Lease, ct) is { } attempt)
            {
                CrashPoints.Reach(CrashPoints.AttemptClaimed);
                Begin(new(attempt, directory.Id, Origin.Claimed), ct);
            }
            if (IsDue(lookedForWatchesAt, LookForWatchesEvery * options.Value.Poll)) await WatchAsync(ct);
        }
        catch (Exception down) when (!ct.IsCancellationRequested)
        {
            recallNow = true;
            LogQueueDown(down);
        }
        catch (OperationCanceledException)
        {
            // The bot stops; the steps do not.
        }
    }

    private async Task HoldNameAsync(CancellationToken ct)
    {
        directory.HeldBy(await hosts.HoldAsync(directory.Id, directory.Place, Environment.MachineName, Silence, ct));
        heldAt = clock.GetTimestamp();
    }

    private async Task RecallAsync(CancellationToken ct)
    {
        recallNow = false;
        foreach (var attempt in await queue.OwnedByAsync(directory.Id, ct)) Begin(new(attempt, directory.Id, Origin.Recalled), ct);
        foreach (var attempt in await queue.OwnedByAsync(directory.InquiryId, ct)) Begin(new(attempt, directory.InquiryId, Origin.Elsewhere), ct);
        recalledAt = clock.GetTimestamp();
    }

    private async Task TakeOverLostAsync(CancellationToken ct)
    {
        foreach (var (attempt, lostHost) in await queue.TakeLapsedAsync(directory.InquiryId, label.Name, options.Value.Lease, ct))
            Begin(new(attempt, directory.InquiryId, Origin.Elsewhere, lostHost), ct);
        lookedForLostAt = clock.GetTimestamp();
    }

    private void Begin(HeldAttempt held, CancellationToken ct)
    {
        var ready = new TaskCompletionSource();
        if (inCare.TryAdd(held.Attempt, CareAsync(held, ready.Task, ct))) ready.SetResult();
        else ready.SetCanceled(ct);
    }

    private async Task CareAsync(HeldAttempt held, Task ready, CancellationToken ct)
    {
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (ready.IsCanceled) return;
        try
        {
            await attempts.CareAsync(held, ct);
        }
        catch (Exception unforeseen) when (!ct.IsCancellationRequested)
        {
            // Taken up again from what is on disk, but not in a tight circle.
            LogCareFailed(unforeseen, held.Attempt);
            await Task.Delay(RecallEvery, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // The bot stops; the step does not.
        }
        finally
        {
            inCare.TryRemove(held.Attempt, out _);
            // It may have gone to this host's other name (a lease that lapsed while the bot was frozen): look at once.
            recallNow = true;
            signals.Runner.Ring();
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        lookedForWatchesAt = clock.GetTimestamp();
        while (looks.Count < MostLooks && await watches.ClaimAsync(directory.Id, label.Name, options.Value.Lease, ct) is { } claim)
        {
            looks[claim] = Task.CompletedTask;
            looks.TryUpdate(claim, LookAsync(claim, ct), Task.CompletedTask);
        }
    }

    private async Task LookAsync(WatchClaim claim, CancellationToken ct)
    {
        try
        {
            await watching.CareAsync(claim, ct);
        }
        catch (Exception unforeseen) when (!ct.IsCancellationRequested)
        {
            LogLookFailed(unforeseen, claim);
        }
        catch (OperationCanceledException)
        {
            // The bot stops; whoever comes next looks again.
        }
        finally
        {
            looks.TryRemove(claim, out _);
        }
    }

    private bool IsDue(long? lastAt, TimeSpan every) => lastAt is not { } last || clock.GetElapsedTime(last) >= every;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of attempts cannot be reached; asking again.")]
    private partial void LogQueueDown(Exception down);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The look {Claim} failed unexpectedly; somebody looks again soon.")]
    private partial void LogLookFailed(Exception unforeseen, WatchClaim claim);

    [LoggerMessage(Level = LogLevel.Error, Message = "Caring for {Attempt} failed unexpectedly; it is taken up again soon.")]
    private partial void LogCareFailed(Exception unforeseen, AttemptId attempt);
}
