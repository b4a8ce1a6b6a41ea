using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Serving;

/// <summary>Tells every room what is new: at once after a change here, and by asking every second for what other replicas changed.</summary>
internal sealed partial class AnnounceWorker(Announcer announcer, IEnumerable<IChatRoom> rooms, RunFeed feed, TimeProvider time, ILogger<AnnounceWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(rooms.Select(room => ServeAsync(room, stoppingToken)));

    private async Task ServeAsync(IChatRoom room, CancellationToken ct)
    {
        using var changed = new SemaphoreSlim(1);
        using var listening = feed.Listen(_ => Ring(changed));
        while (!ct.IsCancellationRequested)
        {
            try
            {
                while (await announcer.TellNextAsync(room, ct)) { }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogNotTold(room.Place, failure.Message);
                await Task.Delay(Look, time, ct);
            }
            await changed.WaitAsync(Look, ct);
        }
    }

    private static void Ring(SemaphoreSlim bell)
    {
        if (bell.CurrentCount == 0) bell.Release();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The room {Place} could not be told: {Why}. It is tried again.")]
    private partial void LogNotTold(string place, string why);
}
