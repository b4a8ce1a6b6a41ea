using Tinedy.ChatOps.Core.Boards;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>
/// Makes each room show what the journal says. A consequence, never part of a click: it always wants the latest, so that twenty clicks
/// are one update and a crash costs nothing.
/// </summary>
public sealed class Announcer(IOutbox outbox, Messenger messenger, Screens screens)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>What a running step prints is told this often at most.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    /// <summary>Takes the run whose telling is most overdue; null when every place of the room has heard everything.</summary>
    public Task<Due?> ClaimAsync(IChatRoom room, CancellationToken ct) => outbox.ClaimAsync(room.Platform, Messenger.Lease, ct);

    /// <summary>Tells a claimed place the latest of its run. A failure puts it off and is thrown on; patience that a room asks for only puts it off.</summary>
    public async Task TellAsync(IChatRoom room, Due due, CancellationToken ct)
    {
        try
        {
            CrashPoints.Reach(CrashPoints.BeforeAnnounce);
            if (await screens.ReadAsync(due.Run, ct) is not { } screen) return;
            await TellAsync(room, due.Place, screen, ct);
            CrashPoints.Reach(CrashPoints.AfterAnnounce);
            await outbox.ToldAsync(due.Place, due.Run, screen.Run.Seq, room.Rest, screen.Run.RunningSteps.Any() ? ProgressEvery : null, ct);
        }
        catch (RoomBusyException busy)
        {
            await outbox.PutOffAsync(due.Place, due.Run, busy.Wait, busy.Message, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, due.Tries)));
            await outbox.PutOffAsync(due.Place, due.Run, wait, failure.Message, ct);
            throw;
        }
    }

    /// <summary>A room that takes no new message for a while may still bring the board up to date; everything else waits with it.</summary>
    private async Task TellAsync(IChatRoom room, Place place, Screen screen, CancellationToken ct)
    {
        var said = await messenger.SaidAsync(place, screen.Run.Id, ct);
        RoomBusyException? busy = null;
        foreach (var post in Posts(screen, hasBoard: HasBoard()))
        {
            if (post is not Post.OfBoard && !HasBoard()) break;
            if (post is not Post.OfBoard && busy is not null) continue;
            try
            {
                await messenger.BringAsync(room, place, screen.Run, post, said, ct);
            }
            catch (RoomBusyException wait)
            {
                busy ??= wait;
            }
        }
        if (busy is not null) throw busy;

        bool HasBoard() => said.GetValueOrDefault(Post.BoardKey) is { IsOnItsWay: false };
    }

    /// <summary>
    /// Everything the run wants to have in a room, in the order in which it matters: what must reach somebody before what only keeps
    /// the picture right. A board comes first only while there is none: everything else hangs beneath it.
    /// </summary>
    private static IEnumerable<Post> Posts(Screen screen, bool hasBoard)
    {
        var board = new Post.OfBoard(screen.Run.Id, screen.Board);
        IEnumerable<Post> loud = [.. screen.Notices, .. screen.Letters];
        IEnumerable<Post> quiet = [.. screen.Thread.Select(reply => new Post.OfThread(screen.Run.Id, reply.Key, reply)), .. screen.Files];
        return hasBoard ? [.. loud, board, .. quiet] : [board, .. loud, .. quiet];
    }
}
