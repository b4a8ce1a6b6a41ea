using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Rooms;

/// <summary>
/// The channels of Slack as rooms. A message's reference is a <see cref="MessageReference"/>; that of a file is its id. A no of Slack's is
/// about the message, about the channel or about the app (<see cref="SlackRefusals"/>); what is none of these is thrown on as it is.
/// </summary>
internal sealed partial class SlackRoom(SlackApi slack, SlackHealth health, IRunFiles files, ILogger<SlackRoom> logger) : IChatRoom
{
    /// <summary>Somebody who is not on Slack, or not in this workspace.</summary>
    private const string Nobody = "nobody";

    private readonly ConcurrentDictionary<string, string> directs = new();
    private readonly ConcurrentDictionary<string, bool> unpinned = new();

    public string Platform => SlackPlatform.Name;

    public TimeSpan Rest => TimeSpan.FromSeconds(1);

    public Task<string> PostAsync(Place place, Post post, Sending how, CancellationToken ct) => RefusingAsync(post, async () =>
    {
        var (channel, markup) = (place.ChannelId(), new Markup(place.TeamId()));
        switch (post)
        {
            case Post.OfBoard board:
                var ts = await slack.PostAsync(channel, BoardMessage.Draw(board.Board, markup), how.Token, null, ct);
                await PinAsync(channel, ts, ct);
                return Reference(channel, ts);
            case Post.OfChannel notice:
                return Reference(channel, await slack.PostAsync(channel, Posts.Notice(notice.Text, markup, LinkTo(how.Board)), how.Token, null, ct));
            case Post.OfThread reply:
                return Reference(channel, await slack.PostAsync(channel, Posts.Reply(reply.Entry, markup), how.Token, ThreadOf(how), ct));
            case Post.OfPerson letter when markup.AccountOf(letter.To) is { } user:
                var direct = await DirectAsync(user, ct);
                return Reference(direct, await slack.PostAsync(direct, Posts.Letter(letter, markup, LinkTo(how.Board)), how.Token, null, ct));
            case Post.OfFile file when await files.ReadAsync(file.Document, ct) is { Bytes.Length: > 0 } found:
                return await slack.UploadAsync(channel, ThreadOf(how), found.Name, Posts.FileTitle(file.Title), found.Bytes, ct);
            default:
                return Nobody;
        }
    });

    public Task<string?> FindAsync(Place place, Post post, Sending how, CancellationToken ct) => RefusingAsync(post, async () =>
    {
        var (channel, markup) = (place.ChannelId(), new Markup(place.TeamId()));
        switch (post)
        {
            case Post.OfFile file:
                return await files.ReadAsync(file.Document, ct) is { } kept ? await slack.FindFileAsync(channel, ThreadOf(how), kept.Name, ct) : null;
            case Post.OfPerson letter:
                if (markup.AccountOf(letter.To) is not { } user) return Nobody;
                channel = await DirectAsync(user, ct);
                break;
        }
        if (await slack.FindAsync(channel, post is Post.OfThread ? ThreadOf(how) : null, how.Token, ct) is not { } ts) return null;
        if (post is Post.OfBoard) await PinAsync(channel, ts, ct);
        return Reference(channel, ts);
    });

    public Task<bool> UpdateAsync(Place place, string message, Post post, Sending how, CancellationToken ct) => RefusingAsync(post, async () =>
    {
        if (message == Nobody) return true;
        var markup = new Markup(place.TeamId());
        var (channel, ts) = MessageReference.Parse(message);
        var words = post switch
        {
            Post.OfBoard board => BoardMessage.Draw(board.Board, markup),
            Post.OfChannel notice => Posts.Notice(notice.Text, markup, LinkTo(how.Board)),
            Post.OfThread reply => Posts.Reply(reply.Entry, markup),
            Post.OfPerson letter => Posts.Letter(letter, markup, LinkTo(how.Board)),
            _ => null,
        };
        if (words is null) return true;
        try
        {
            await slack.UpdateAsync(channel, ts, words, ct);
            if (unpinned.ContainsKey(ts)) await PinAsync(channel, ts, ct);
            return true;
        }
        catch (SlackRefusedException gone) when (gone.Error is "message_not_found" or "cant_update_message" or "edit_window_closed")
        {
            return false;
        }
    });

    /// <summary>A board that is not pinned is a board all the same; it is pinned with one of its next updates.</summary>
    private async Task PinAsync(string channel, string ts, CancellationToken ct)
    {
        try
        {
            await slack.PinAsync(channel, ts, ct);
            unpinned.TryRemove(ts, out _);
        }
        catch (SlackRefusedException already) when (already.Error == "already_pinned")
        {
            unpinned.TryRemove(ts, out _);
        }
        catch (Exception failure) when (failure is SlackRefusedException or SlackUnavailableException or RoomBusyException)
        {
            if (unpinned.TryAdd(ts, true)) LogNotPinned(failure.Message);
        }
    }

    private string? LinkTo(string? board) => board is not null && MessageReference.Parse(board) is var (channel, ts) ? slack.LinkTo(channel, ts) : null;

    private async Task<string> DirectAsync(string user, CancellationToken ct) =>
        directs.TryGetValue(user, out var known) ? known : directs[user] = await slack.DirectAsync(user, ct);

    private async Task<T> RefusingAsync<T>(Post post, Func<Task<T>> say)
    {
        var removals = health.Removals;
        try
        {
            var said = await say();
            health.Works(removals);
            return said;
        }
        catch (SlackRefusedException refusal) when (SlackRefusals.Meaning(refusal, post) is { } meaning)
        {
            // The app's own trouble is everybody's; a channel or a person that cannot be written to is only theirs.
            // And what it says of a file is a gap of that run: boards go on, and say whether Slack is well.
            if (meaning is AccessRefusedException && post is not Post.OfFile) health.Fails(refusal.Message);
            else if (post is not Post.OfFile) health.Works(removals);
            LogNotTaken(post.Run.Number, post.Key, refusal.Message);
            throw meaning;
        }
        catch (Exception failure) when (failure is SlackRefusedException or SlackUnavailableException)
        {
            if (post is not Post.OfFile) health.Fails(failure.Message);
            throw;
        }
    }

    private static string Reference(string channel, string ts) => new MessageReference(channel, ts).ToString();

    private static string ThreadOf(Sending how) => MessageReference.Parse(how.Board!).Ts;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The board could not be pinned: {Why}")]
    private partial void LogNotPinned(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack will not take a message of run {Run} ({Key}): {Why}")]
    private partial void LogNotTaken(long run, string key, string why);
}
