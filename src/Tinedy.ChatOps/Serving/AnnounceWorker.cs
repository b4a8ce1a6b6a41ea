using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Serving;

/// <summary>Tells every room what is new: at once after a change, and by asking every second while there is something to tell.</summary>
internal sealed partial class AnnounceWorker(Announcer announcer, IEnumerable<IChatRoom> rooms, RunFeed feed, Bells bells, TimeProvider time, ILogger<AnnounceWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs that a room is told of at once: one that is slow must not keep another's alert waiting.</summary>
    private const int AtOnce = 4;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(rooms.Select(room => ServeAsync(room, stoppingToken)));

    private async Task ServeAsync(IChatRoom room, CancellationToken ct)
    {
        var changed = bells.Room(room.Platform);
        using var tellers = new SemaphoreSlim(AtOnce);
        using var listening = feed.Listen(_ => changed.Ring());
        changed.Ring();
        try
        {
            while (true)
            {
                if (!await changed.WaitAsync(Look, ct)) continue;
                while (await ClaimAsync(room, tellers, ct) is { } due) _ = TellAsync(room, due, tellers, changed, ct);
            }
        }
        finally
        {
            // What is being said is said to its end, and remembered.
            for (var teller = 0; teller < AtOnce; teller++) await tellers.WaitAsync(CancellationToken.None);
        }
    }

    /// <summary>A run to tell of, with a teller taken for it.</summary>
    private async Task<Due?> ClaimAsync(IChatRoom room, SemaphoreSlim tellers, CancellationToken ct)
    {
        await tellers.WaitAsync(ct);
        Due? due = null;
        try
        {
            due = await announcer.ClaimAsync(room, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotTold(room.Platform, failure.Message);
            await Task.Delay(Look, time, ct);
        }
        finally
        {
            if (due is null) tellers.Release();
        }
        return due;
    }

    private async Task TellAsync(IChatRoom room, Due due, SemaphoreSlim tellers, Bell changed, CancellationToken ct)
    {
        try
        {
            await announcer.TellAsync(room, due, ct);
        }
        catch (Exception failure)
        {
            if (!ct.IsCancellationRequested) LogNotTold(due.Place.ToString(), failure.Message);
        }
        finally
        {
            // Something more may have happened while it was told.
            changed.Ring();
            tellers.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The room {Place} could not be told: {Why}. It is tried again.")]
    private partial void LogNotTold(string place, string why);
}
