using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>
/// Makes each room show what the journal says. A consequence, never part of a click: it always wants the latest, so that twenty clicks
/// are one update and a crash costs nothing.
/// </summary>
public sealed class Announcer(IOutbox outbox, Screens screens)
{
    /// <summary>Longer than any one message may take; kept up with every message.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>What a running step prints is told this often at most.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    /// <summary>Takes the run whose telling is most overdue; null when every place of the room has heard everything.</summary>
    public Task<Due?> ClaimAsync(IChatRoom room, CancellationToken ct) => outbox.ClaimAsync(room.Platform, Lease, ct);

    /// <summary>Tells a claimed place the latest of its run. A failure puts it off and is thrown on; patience that a room asks for only puts it off.</summary>
    public async Task TellAsync(IChatRoom room, Due due, CancellationToken ct)
    {
        try
        {
            CrashPoints.Reach(CrashPoints.BeforeAnnounce);
            if (await screens.ReadAsync(due.Run, ct) is not { } screen) return;
            await TellAsync(new Telling(room, due.Place, screen.Run), screen, ct);
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

    /// <summary>A room that is busy with one kind of message may still take another; it is told what it takes, and is busy in the end.</summary>
    private async Task TellAsync(Telling telling, Screen screen, CancellationToken ct)
    {
        var said = new Dictionary<string, Said>(await outbox.SaidAsync(telling.Place, telling.Run.Id, ct));
        RoomBusyException? busy = null;
        foreach (var post in Posts(screen, hasBoard: HasBoard()))
        {
            if (post is not Post.OfBoard && !HasBoard()) break;
            try
            {
                await TellAsync(telling, post, said, ct);
            }
            catch (RoomBusyException wait)
            {
                busy = wait;
            }
        }
        if (busy is not null) throw busy;

        bool HasBoard() => said.GetValueOrDefault(Post.BoardKey) is { IsOnItsWay: false };
    }

    private async Task TellAsync(Telling telling, Post post, Dictionary<string, Said> said, CancellationToken ct)
    {
        var digest = DigestOf(post);
        var how = new Sending(telling.TokenOf(post), post is Post.OfBoard ? null : said.GetValueOrDefault(Post.BoardKey)?.Message);
        switch (said.GetValueOrDefault(post.Key))
        {
            case null when post is Post.OfPerson { IsOver: true }:
                break;
            case null:
                await PostAsync();
                break;
            // It was being sent when something broke. Sending it again might say it twice.
            case { IsOnItsWay: true }:
                if (await telling.Room.FindAsync(telling.Place, post, how, ct) is { } found) await UpdateAsync(found);
                else await PostAsync();
                break;
            case { } earlier when earlier.Digest != digest && post is not Post.OfFile:
                if (earlier.IsRefused) await PostAsync();
                else await UpdateAsync(earlier.Message);
                break;
        }

        async Task PostAsync()
        {
            await RememberAsync(Said.OnItsWay);
            try
            {
                var message = await telling.Room.PostAsync(telling.Place, post, how, ct);
                CrashPoints.Reach(CrashPoints.PostSent);
                await RememberAsync(new(message, digest));
            }
            catch (MessageRefusedException)
            {
                await RememberAsync(Said.Refused(digest));
            }
            catch (RoomBusyException)
            {
                await outbox.ForgetAsync(telling.Place, telling.Run.Id, post.Key, CancellationToken.None);
                said.Remove(post.Key);
                throw;
            }
        }

        async Task UpdateAsync(string message)
        {
            try
            {
                if (post is Post.OfFile || await telling.Room.UpdateAsync(telling.Place, message, post, how, ct)) await RememberAsync(new(message, digest));
                else await PostAsync();
            }
            catch (MessageRefusedException)
            {
                // People still see what it said before, and the next change is another try.
                await RememberAsync(new(message, digest));
            }
        }

        async Task RememberAsync(Said now)
        {
            said[post.Key] = now;
            await outbox.RememberAsync(telling.Place, telling.Run.Id, post.Key, now, Lease, ct);
        }
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

    private static string DigestOf(Post post) => post switch
    {
        // The line that says how old a board is does not make it another board.
        Post.OfBoard { Board: var board } => Digest([board.Version.ToString(CultureInfo.InvariantCulture), .. board.Attention.SelectMany(LinesOf)]),
        Post.OfChannel notice => Digest([notice.Text.ToString()]),
        Post.OfThread { Entry: var entry } => Digest([entry.Text.ToString(), .. entry.Output]),
        Post.OfPerson letter => Digest([letter.Text.ToString()]),
        _ => post.Key,
    };

    private static IEnumerable<string> LinesOf(Row row) => [row.Text.ToString(), .. row.Details.Select(detail => detail.ToString()), .. row.Output];

    private static string Digest(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    private sealed record Telling(IChatRoom Room, Place Place, Run Run)
    {
        /// <summary>With the run's start, so that another database's run of the same number is another message.</summary>
        public string TokenOf(Post post) => Digest([Place.ToString(), Run.ShortId, Run.StartedAt.ToString("O", CultureInfo.InvariantCulture), post.Key])[..32];
    }
}
