using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Announcements;

/// <summary>
/// Brings one message of a run to what it should say now. What is about to be sent is marked first, so that whoever comes after a crash
/// looks before it is said again.
/// </summary>
public sealed class Messenger(IOutbox outbox)
{
    /// <summary>Longer than any one message may take; kept up with every message.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>A file may be large and the line slow.</summary>
    private static readonly TimeSpan FileLease = TimeSpan.FromMinutes(3);

    /// <summary>What a run has said in a place so far; <see cref="BringAsync"/> keeps it up.</summary>
    public async Task<Dictionary<string, Said>> SaidAsync(Place place, RunId run, CancellationToken ct) =>
        new(await outbox.SaidAsync(place, run, ct));

    /// <summary>True when people do not see it as it should read now, as far as is known.</summary>
    public static bool IsDue(Post post, IReadOnlyDictionary<string, Said> said) => said.GetValueOrDefault(post.Key) switch
    {
        null => post is not Post.OfPerson { IsOver: true },
        { IsOnItsWay: true } => true,
        { } earlier => earlier.Digest != DigestOf(post) && post is not Post.OfFile,
    };

    /// <summary>Posts the message, or edits the one there is. Refused for good is remembered; everything else that fails is thrown on.</summary>
    public async Task BringAsync(IChatRoom room, Place place, Run run, Post post, Dictionary<string, Said> said, Claim claim, CancellationToken ct)
    {
        var digest = DigestOf(post);
        var sends = said.GetValueOrDefault(post.Key)?.Sends ?? 0;
        var board = post is Post.OfBoard || said.GetValueOrDefault(Post.BoardKey) is not { IsOnItsWay: false, IsRefused: false } known ? null : known.Message;
        var how = new Sending(TokenOf(place, run, post), board, sends);
        switch (said.GetValueOrDefault(post.Key))
        {
            case null when post is Post.OfPerson { IsOver: true }:
                break;
            case null:
                await PostAsync(isFirst: true);
                break;
            case { IsOnItsWay: true }:
                await FindOrPostAsync();
                break;
            case { } earlier when earlier.Digest != digest && post is not Post.OfFile:
                if (earlier.IsRefused) await PostAsync(isFirst: true);
                else await UpdateAsync(earlier.Message);
                break;
        }

        // It was being sent when something broke. Sending it again might say it twice.
        async Task FindOrPostAsync()
        {
            try
            {
                if (await room.FindAsync(place, post, how, ct) is { } found) await UpdateAsync(found);
                else await PostAsync(isFirst: false);
            }
            catch (MessageRefusedException)
            {
                await RememberAsync(Said.Refused(digest));
            }
        }

        async Task PostAsync(bool isFirst)
        {
            await RememberAsync(Said.OnItsWay(isFirst ? 1 : sends + 1));
            try
            {
                var message = await room.PostAsync(place, post, how, ct);
                CrashPoints.Reach(CrashPoints.PostSent);
                await RememberAsync(new(message, digest));
            }
            catch (MessageRefusedException)
            {
                await RememberAsync(Said.Refused(digest));
            }
            catch (Exception nothing) when (nothing is RoomBusyException or RoomFailedException or ChatRefusedException)
            {
                await AsBeforeAsync(isFirst);
                throw;
            }
        }

        // Nothing was sent, so nothing has to be looked for.
        async Task AsBeforeAsync(bool isFirst)
        {
            if (!isFirst)
            {
                await RememberAsync(Said.OnItsWay(sends));
                return;
            }
            await outbox.ForgetAsync(place, run.Id, post.Key, CancellationToken.None);
            said.Remove(post.Key);
        }

        async Task UpdateAsync(string message)
        {
            try
            {
                if (post is Post.OfFile || await room.UpdateAsync(place, message, post, how, ct)) await RememberAsync(new(message, digest));
                else await PostAsync(isFirst: true);
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
            await outbox.RememberAsync(place, run.Id, post.Key, now, claim, post is Post.OfFile && now.IsOnItsWay ? FileLease : Lease, ct);
        }
    }

    private static string DigestOf(Post post) => post switch
    {
        // The line that says how old a board is does not make it another board.
        Post.OfBoard { Board: var board } => Digest([board.Version.ToString(CultureInfo.InvariantCulture), .. board.Attention.SelectMany(LinesOf)]),
        Post.OfChannel notice => Digest([notice.Text.ToString()]),
        Post.OfThread { Entry: var entry } => Digest([entry.Whole.ToString(), .. entry.Output]),
        Post.OfPerson letter => Digest([letter.Text.ToString()]),
        _ => post.Key,
    };

    private static IEnumerable<string> LinesOf(Row row) => [row.Text.ToString(), .. row.Details.Select(detail => detail.ToString()), .. row.Output];

    /// <summary>With the run's start, so that another database's run of the same number is another message.</summary>
    private static string TokenOf(Place place, Run run, Post post) =>
        Digest([place.ToString(), run.ShortId, run.StartedAt.ToString("O", CultureInfo.InvariantCulture), post.Key])[..32];

    private static string Digest(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
