using System.Globalization;
using Tinedy.ChatOps.Core.Boards;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>
/// Makes each room show what the journal says. A consequence, never part of a click: it always wants the latest, so that twenty clicks
/// are one update and a crash costs nothing.
/// </summary>
public sealed class Announcer(IOutbox outbox, Screens screens)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Tells a room the latest of one run; false when it has heard everything. A failure puts the run off and is thrown on.</summary>
    public async Task<bool> TellNextAsync(IChatRoom room, CancellationToken ct)
    {
        if (await outbox.ClaimAsync(room.Place, Lease, ct) is not { } due) return false;
        try
        {
            CrashPoints.Reach(CrashPoints.BeforeAnnounce);
            if (await screens.ReadAsync(due.Run, ct) is not { } screen) return true;
            await TellAsync(room, screen, ct);
            CrashPoints.Reach(CrashPoints.AfterAnnounce);
            await outbox.ToldAsync(room.Place, due.Run, screen.Run.Seq, ct);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, due.Tries)));
            await outbox.PutOffAsync(room.Place, due.Run, wait, failure.Message, ct);
            throw;
        }
    }

    private async Task TellAsync(IChatRoom room, Screen screen, CancellationToken ct)
    {
        var said = await outbox.SaidAsync(room.Place, screen.Run.Id, ct);
        foreach (var (post, digest) in Posts(screen))
        {
            if (!said.TryGetValue(post.Key, out var earlier))
                await outbox.RememberAsync(room.Place, post.Run, post.Key, new(await room.PostAsync(post, ct), digest), ct);
            else if (earlier.Digest != digest)
            {
                await room.UpdateAsync(earlier.Message, post, ct);
                await outbox.RememberAsync(room.Place, post.Run, post.Key, earlier with { Digest = digest }, ct);
            }
        }
    }

    /// <summary>Everything the run wants to have in a room, the board first, with a digest of what it says.</summary>
    private static IEnumerable<(Post Post, string Digest)> Posts(Screen screen)
    {
        yield return (new Post.OfBoard(screen.Run.Id, screen.Board), screen.Run.Seq.ToString(CultureInfo.InvariantCulture));
        foreach (var notice in screen.Notices) yield return (notice, notice.Text.ToString());
        foreach (var reply in screen.Thread) yield return (new Post.OfThread(screen.Run.Id, reply.Key, reply), reply.Text.ToString());
    }
}
