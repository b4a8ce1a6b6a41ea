using System.ComponentModel;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;

namespace Tinedy.ChatOps.Serving;

/// <summary>Tells every room what is new: at once after a change, and by asking every second while there is something to tell.</summary>
[DisplayName("messages to channels and people")]
internal sealed partial class AnnounceWorker(
    Announcer announcer, LetterDelivery letters, IEnumerable<IChatRoom> rooms, RunFeed feed, WakeSignals signals, TimeProvider time, ILogger<AnnounceWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs that a room is told of at once: one that is slow must not keep another's alert waiting.</summary>
    private const int ChannelsAtOnce = 4;

    /// <summary>People who are written to at once: a chat that hangs is given up after some seconds, and holds one of these so long.</summary>
    private const int PeopleAtOnce = 16;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(rooms.Select(room => ServeAsync(room, stoppingToken)));

    private async Task ServeAsync(IChatRoom room, CancellationToken ct)
    {
        var changed = signals.Room(room.Platform);
        using var tellers = new SemaphoreSlim(ChannelsAtOnce);
        using var carriers = new SemaphoreSlim(PeopleAtOnce);
        using var listening = feed.Listen(_ => changed.Ring());
        changed.Ring();
        try
        {
            while (true)
            {
                if (!await changed.WaitAsync(Look, ct)) continue;
                await StartAllAsync(tellers, () => announcer.ClaimAsync(room, ct), due => TellAsync(due.Place.ToString(), announcer.TellAsync(room, due, ct), ct));
                await StartAllAsync(carriers, () => letters.ClaimAsync(room, ct), due => TellAsync($"{due.Place} for {due.Person}", letters.DeliverAsync(room, due, ct), ct));
            }
        }
        finally
        {
            // What is being said is said to its end, and remembered.
            for (var teller = 0; teller < ChannelsAtOnce; teller++) await tellers.WaitAsync(CancellationToken.None);
            for (var carrier = 0; carrier < PeopleAtOnce; carrier++) await carriers.WaitAsync(CancellationToken.None);
        }

        async Task StartAllAsync<TDue>(SemaphoreSlim places, Func<Task<TDue?>> claim, Func<TDue, Task> tell) where TDue : class
        {
            // Whoever lets go of a place rings, and then it is asked again.
            while (places.Wait(0, CancellationToken.None))
            {
                TDue? due = null;
                try
                {
                    due = await ClaimAsync(room, claim, ct);
                }
                finally
                {
                    if (due is null) places.Release();
                }
                if (due is null) return;
                _ = TellThenRingAsync(places, tell(due));
            }
        }

        async Task TellThenRingAsync(SemaphoreSlim places, Task telling)
        {
            await telling;
            // Something more may have happened while it was told.
            places.Release();
            changed.Ring();
        }
    }

    private async Task<TDue?> ClaimAsync<TDue>(IChatRoom room, Func<Task<TDue?>> claim, CancellationToken ct) where TDue : class
    {
        try
        {
            return await claim();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotTold(failure, room.Platform, failure.Message);
            await Task.Delay(Look, time, ct);
            return null;
        }
    }

    /// <summary>Never fails.</summary>
    private async Task TellAsync(string whom, Task telling, CancellationToken ct)
    {
        try
        {
            await telling;
        }
        catch (PlaceGoneException gone)
        {
            LogGone(whom, gone.Message);
        }
        catch (Exception failure)
        {
            if (!ct.IsCancellationRequested) LogNotTold(failure, whom, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The room {Place} could not be told: {Why}. It is tried again.")]
    private partial void LogNotTold(Exception failure, string place, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The room {Place} takes nothing any more: {Why}. It is asked again in an hour, then more seldom, and as soon as somebody acts there.")]
    private partial void LogGone(string place, string why);
}
