using System.ComponentModel;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Serving;

/// <summary>Looks at all queues now and then, and wakes whoever has something to do; a change of any run may be a step for the runner.</summary>
[DisplayName("a look at the queues")]
internal sealed partial class QueueMonitorWorker(QueueMonitor monitor, RunFeed feed, WakeSignals signals, TimeProvider time, ILogger<QueueMonitorWorker> logger) : BackgroundService
{
    /// <summary>When the database did not answer for the first time; null while it does.</summary>
    private long? outage;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(_ => signals.Runner.Ring());
        while (true) await Task.Delay(await LookAsync(stoppingToken), time, stoppingToken);
    }

    private async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        try
        {
            var pace = await monitor.LookAsync(ct);
            if (outage is { } began) LogAnswersAgain(FormattableString.Invariant($"{time.GetElapsedTime(began).TotalSeconds:0} s"));
            outage = null;
            return pace;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database is away; readiness says so. Nobody is spared the asking any more, and the next look sees what was missed.
            if (DatabaseOutage.WhyOf(failure) is not { } why) LogNotSeen(failure);
            else if (outage is null)
            {
                outage = time.GetTimestamp();
                LogDoesNotAnswer(why.ReplaceLineEndings(" "));
            }
            return QueueMonitor.Often;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer: {Why}. Nothing is recorded until it does; then everything goes on by itself.")]
    private partial void LogDoesNotAnswer(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database answers again, after {Time}.")]
    private partial void LogAnswersAgain(string time);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Nobody could look at the queues.")]
    private partial void LogNotSeen(Exception failure);
}
