using System.ComponentModel;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Signals;

namespace Tinedy.ChatOps.Serving;

/// <summary>Looks at all queues now and then, and wakes whoever has something to do; a change of any run may be a step for the runner.</summary>
[DisplayName("a look at the queues")]
internal sealed partial class QueueMonitorWorker(QueueMonitor monitor, RunFeed feed, WakeSignals signals, TimeProvider time, ILogger<QueueMonitorWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(_ => signals.Runner.Ring());
        while (true) await Task.Delay(await LookAsync(stoppingToken), time, stoppingToken);
    }

    private async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        try
        {
            return await monitor.LookAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database is away; readiness says so. Nobody is spared the asking any more, and the next look sees what was missed.
            LogNotSeen(failure);
            return QueueMonitor.Often;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Nobody could look at the queues.")]
    private partial void LogNotSeen(Exception failure);
}
