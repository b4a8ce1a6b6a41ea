using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>Why a step was stopped before it ended by itself, and whether that worked.</summary>
internal sealed record Stopped(Outcome Because, bool Gone)
{
    /// <summary>How long it had printed nothing, where that was the reason.</summary>
    public TimeSpan? Silence { get; init; }
}

/// <summary>Watches one running step: its total time, its silence, a wish to cancel, and its end. Polite first, then firm.</summary>
internal sealed class Watch(SupervisorOrder order, LaunchFolder folder, StepProcess step, Func<MonotonicTime?> lastOutput, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Final = TimeSpan.FromSeconds(5);

    private readonly ProcessTree tree = new(step.Identity.Pid);

    /// <summary>Returns when the step has ended or was ended; null when nobody stopped it.</summary>
    public async Task<Stopped?> UntilEndAsync(CancellationToken ct)
    {
        var began = MonotonicTime.Now(clock);
        while (!step.Exited.IsCompleted)
        {
            var now = MonotonicTime.Now(clock);
            if (now - began >= order.Timeout) return await StopAsync(Outcome.TimedOut, ct);
            if (order.Silence is { } silence && now - (lastOutput() ?? began) >= silence)
                return await StopAsync(Outcome.TimedOut, ct) with { Silence = silence };
            if (folder.CancelAsked) return await StopAsync(Outcome.Cancelled, ct);
            await Task.WhenAny(step.Exited, Task.Delay(Tick, clock, ct));
        }
        return null;
    }

    /// <summary>Processes of the step that outlive it.</summary>
    public static int LeftBehind() => ProcessTree.Living().Count;

    private async Task<Stopped> StopAsync(Outcome because, CancellationToken ct)
    {
        tree.Signal(Posix.Terminate);
        if (await GoneWithinAsync(order.Grace, signal: null, ct)) return new(because, Gone: true);
        // Again and again, since what is being killed may still be forking.
        return new(because, await GoneWithinAsync(Final, Posix.Kill, ct));
    }

    private async Task<bool> GoneWithinAsync(TimeSpan patience, int? signal, CancellationToken ct)
    {
        var since = clock.GetTimestamp();
        while (!step.Exited.IsCompleted || ProcessTree.Living().Count > 0)
        {
            if (clock.GetElapsedTime(since) >= patience) return false;
            if (signal is { } again) tree.Signal(again);
            await Task.Delay(Tick, clock, ct);
        }
        return true;
    }
}
