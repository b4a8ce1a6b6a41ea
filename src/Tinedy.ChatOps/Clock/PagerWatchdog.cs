using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Paging;

namespace Tinedy.ChatOps.Clock;

/// <summary>
/// Who watches the pager: as long as every open alert moves, an address outside hears so each minute. When that address hears nothing any
/// more (the service is down, its database is, or something is stuck) it calls somebody itself.
/// </summary>
internal sealed partial class PagerWatchdog(DueProcessor due, IPageWatch watch, PagingSettings settings, TimeProvider clock, ILogger<PagerWatchdog> logger)
{
    /// <summary>A page is sent within seconds, and what is due is served within a tick.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly long began = clock.GetTimestamp();

    public async Task WatchAsync(CancellationToken ct)
    {
        try
        {
            foreach (var run in await due.AuditAsync(ct)) LogMissed(run.Number);
            var stuck = await watch.StuckAsync(Patience, ct);
            // Just started, perhaps after an outage: what was left lying is being served, and is stuck only if it is still there later.
            if (clock.GetElapsedTime(began) >= Patience) foreach (var one in stuck) LogStuck(one);
            if (stuck.Count == 0 && settings.DeadMan is { } address) await address.SignAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Silence is the message.
            LogSilent(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} was due at a moment that the clock did not know of, or only later. It is on the clock again.")]
    private partial void LogMissed(long run);

    [LoggerMessage(Level = LogLevel.Error, Message = "Paging is stuck: {What}.")]
    private partial void LogStuck(string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "No sign of life was given.")]
    private partial void LogSilent(Exception failure);
}
