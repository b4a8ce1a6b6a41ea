using System.ComponentModel;
using System.Threading.Channels;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Clock;

/// <summary>
/// Does not wait for the clock's minute: serves at once what an entry has just made due (the contact after one whose page was refused), and
/// by each tick what has come due, as long as anything is about to.
/// </summary>
[DisplayName("the clock")]
internal sealed partial class DueWorker(DueProcessor due, PassTime passTime, RunFeed feed, WakeSignals signals, ClockTick tick, ILogger<DueWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FollowAsync(stoppingToken), TickAsync(stoppingToken));

    private async Task TickAsync(CancellationToken ct)
    {
        using var listening = feed.Listen(_ => signals.Clock.Stir());
        while (true)
            if (await signals.Clock.WaitAsync(tick.Every, ct)) await passTime.PassAsync(ct);
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var changed = Channel.CreateUnbounded<RunId>(new() { SingleReader = true });
        // Whoever wrote an entry serves what it made due; what they leave behind comes with the next tick of anybody.
        using var listening = feed.ListenHere(run => changed.Writer.TryWrite(run));
        await foreach (var run in changed.Reader.ReadAllAsync(ct))
        {
            try
            {
                await due.PassIfDueAsync(run, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLeft(failure, run.Number);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due in run {Run} is left to the next tick.")]
    private partial void LogLeft(Exception failure, long run);
}

/// <summary>How long what is due may wait, see <c>Clock:Tick</c>.</summary>
internal sealed record ClockTick(TimeSpan Every);
