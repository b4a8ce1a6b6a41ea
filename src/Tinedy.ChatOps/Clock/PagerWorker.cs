using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Paging;

namespace Tinedy.ChatOps.Clock;

/// <summary>Delivers pages: at once after a change, and by asking for those that are tried again or that a dead replica left.</summary>
internal sealed partial class PagerWorker(Pager pager, RunFeed feed, TimeProvider time, ILogger<PagerWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Pages that are sent at the same time: a provider that hangs must not keep the next contact waiting.</summary>
    private const int AtOnce = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(0);
        using var listening = feed.Listen(_ => Ring(changed));
        await Task.WhenAll([CatchUpAsync(stoppingToken), .. Enumerable.Range(0, AtOnce).Select(at => ServeAsync(changed, at == 0 ? Look : Timeout.InfiniteTimeSpan, stoppingToken))]);
    }

    /// <param name="look">Only one of them looks without being called, so that an idle service hardly asks.</param>
    private async Task ServeAsync(SemaphoreSlim changed, TimeSpan look, CancellationToken ct)
    {
        while (true)
        {
            await changed.WaitAsync(look, ct);
            await TryAsync(pager.WorkAsync, ct);
        }
    }

    /// <summary>What a sender that died had sent is written down by whoever is left; a living one does so within the same second.</summary>
    private async Task CatchUpAsync(CancellationToken ct)
    {
        using var clock = new PeriodicTimer(5 * Look, time);
        while (await clock.WaitForNextTickAsync(ct)) await TryAsync(pager.CatchUpAsync, ct);
    }

    private static void Ring(SemaphoreSlim bell)
    {
        if (bell.CurrentCount < AtOnce) bell.Release();
    }

    private async Task TryAsync(Func<CancellationToken, Task<bool>> work, CancellationToken ct)
    {
        try
        {
            while (await work(ct)) { }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotPaged(failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Pages could not be delivered: {Why}. It is tried again.")]
    private partial void LogNotPaged(string why);
}
