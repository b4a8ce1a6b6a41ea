using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Drawing;
using Tinedy.ChatOps.Slack.Listening;

namespace Tinedy.ChatOps.Slack.Rooms;

/// <summary>
/// The channels of Slack as rooms. A message's reference is a <see cref="MessageReference"/>; that of a file is its id. What Slack will never
/// take is a <see cref="MessageRefusedException"/>; what concerns the whole channel (the bot was removed, the token revoked) is thrown on
/// as it is, and is tried again until somebody has mended it.
/// </summary>
internal sealed partial class SlackRoom(SlackApi slack, SlackHealth health, IRunFiles files, ILogger<SlackRoom> logger) : IChatRoom
{
    /// <summary>Somebody who is not on Slack, or not in this workspace.</summary>
    private const string Nobody = "nobody";

    /// <summary>Answers that are about this message and not about the channel.</summary>
    private static readonly HashSet<string> OfThisMessage =
    [
        "invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text", "invalid_arguments", "invalid_arg_name", "cannot_dm_bot",
        "user_not_found", "users_not_found", "user_disabled", "user_not_visible", "messages_tab_disabled", "cannot_message", "restricted_action_thread_locked",
        "file_not_found", "malware_detected", "file_upload_size_restricted", "unknown_subtype", "invalid_user_id",
    ];

    private readonly ConcurrentDictionary<string, string> directs = new();
    private readonly ConcurrentDictionary<string, string> links = new();
    private readonly ConcurrentDictionary<string, bool> unpinned = new();

    public string Platform => Understanding.Platform;

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
                return Reference(channel, await slack.PostAsync(channel, Posts.Notice(notice.Text, markup, await LinkAsync(how.Board, ct)), how.Token, null, ct));
            case Post.OfThread reply:
                return Reference(channel, await slack.PostAsync(channel, Posts.Reply(reply.Entry, markup), how.Token, ThreadOf(how), ct));
            case Post.OfPerson letter when markup.AccountOf(letter.To) is { } user:
                var direct = await DirectAsync(user, ct);
                return Reference(direct, await slack.PostAsync(direct, Posts.Letter(letter, markup, await LinkAsync(how.Board, ct)), how.Token, null, ct));
            case Post.OfFile file when await files.ReadAsync(file.Document, ct) is { Bytes.Length: > 0 } found:
                return await slack.UploadAsync(channel, ThreadOf(how), found.Name, PrivateAnswers.Title(file.Title), found.Bytes, ct);
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
            Post.OfChannel notice => Posts.Notice(notice.Text, markup, await LinkAsync(how.Board, ct)),
            Post.OfThread reply => Posts.Reply(reply.Entry, markup),
            Post.OfPerson letter => Posts.Letter(letter, markup, await LinkAsync(how.Board, ct)),
            _ => null,
        };
        if (words is null) return true;
        try
        {
            await slack.UpdateAsync(channel, ts, words, ct);
            if (unpinned.ContainsKey(ts)) await PinAsync(channel, ts, ct);
            return true;
        }
        catch (SlackRefusal gone) when (gone.Error is "message_not_found" or "cant_update_message" or "edit_window_closed")
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
        catch (SlackRefusal already) when (already.Error == "already_pinned")
        {
            unpinned.TryRemove(ts, out _);
        }
        catch (Exception failure) when (failure is SlackRefusal or SlackSilence or RoomBusyException)
        {
            if (unpinned.TryAdd(ts, true)) LogNotPinned(failure.Message);
        }
    }

    private async Task<string?> LinkAsync(string? board, CancellationToken ct)
    {
        if (board is null) return null;
        if (links.TryGetValue(board, out var known)) return known;
        try
        {
            var (channel, ts) = MessageReference.Parse(board);
            var link = await slack.PermalinkAsync(channel, ts, ct);
            return link is null ? null : links[board] = link;
        }
        catch (Exception failure) when (failure is SlackRefusal or SlackSilence or RoomBusyException)
        {
            // The words matter; the way back to the board is a convenience.
            return null;
        }
    }

    private async Task<string> DirectAsync(string user, CancellationToken ct) =>
        directs.TryGetValue(user, out var known) ? known : directs[user] = await slack.DirectAsync(user, ct);

    private async Task<T> RefusingAsync<T>(Post post, Func<Task<T>> say)
    {
        try
        {
            var said = await say();
            health.Works();
            return said;
        }
        catch (SlackRefusal refusal) when (OfThisMessage.Contains(refusal.Error))
        {
            LogNotTaken(post.Run.Number, post.Key, refusal.Message);
            throw new MessageRefusedException(refusal.Message);
        }
        catch (Exception failure) when (failure is SlackRefusal or SlackSilence)
        {
            health.Fails(failure.Message);
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
