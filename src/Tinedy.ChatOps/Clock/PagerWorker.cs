using System.ComponentModel;
using Tinedy.ChatOps.Application.Paging;
using Tinedy.ChatOps.Application.Signals;

namespace Tinedy.ChatOps.Clock;

/// <summary>Delivers pages: at once after a change, and by asking, while there are any, for those that are tried again or that a dead replica left.</summary>
[DisplayName("pages to people")]
internal sealed partial class PagerWorker(Pager pager, RunFeed feed, WakeSignals signals, TimeProvider time, ILogger<PagerWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(_ => signals.Pages.Ring());
        await Task.WhenAll([CatchUpAsync(stoppingToken), .. Enumerable.Range(0, WakeSignals.Pagers).Select(at => ServeAsync(at == 0 ? Look : Timeout.InfiniteTimeSpan, stoppingToken))]);
    }

    /// <param name="look">Only one of them looks without being called.</param>
    private async Task ServeAsync(TimeSpan look, CancellationToken ct)
    {
        while (true)
            if (await signals.Pages.WaitAsync(look, ct)) await TryAsync(pager.WorkAsync, ct);
    }

    /// <summary>What a sender that died had sent is written down by whoever is left; a living one does so within the same second.</summary>
    private async Task CatchUpAsync(CancellationToken ct)
    {
        using var clock = new PeriodicTimer(5 * Look, time);
        while (await clock.WaitForNextTickAsync(ct))
            if (!signals.Pages.Rests) await TryAsync(pager.CatchUpAsync, ct);
    }

    private async Task TryAsync(Func<CancellationToken, Task<bool>> work, CancellationToken ct)
    {
        try
        {
            while (await work(ct)) { }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotPaged(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Pages could not be delivered. It is tried again.")]
    private partial void LogNotPaged(Exception failure);
}
