using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary><c>chat.*</c>.</summary>
internal sealed class ChatMethods(Workspace workspace, ConversationAccess reach)
{
    private const int LongestText = 40_000;

    // The limit of chat.update is a tenth of chat.postMessage's.
    private const int LongestUpdate = 4_000;

    // One a second and channel is counted apart; this is the workspace's cap, of which Slack only says "several hundred".
    private const int MessagesPerMinute = 300;

    public IEnumerable<ApiMethod> All =>
    [
        new("chat.postMessage", "chat:write", MessagesPerMinute, PostMessage),
        new("chat.update", "chat:write", ApiMethod.Tier3, Update),
        new("chat.postEphemeral", "chat:write", ApiMethod.Tier4, PostEphemeral),
        new("chat.delete", "chat:write", ApiMethod.Tier3, Delete),
        new("chat.getPermalink", null, ApiMethod.Tier4, GetPermalink) { DropsJson = true },
    ];

    private string Bot => workspace.App.BotUserId;

    private ApiAnswer PostMessage(ApiRequest request)
    {
        // A user id stands for the conversation with that person.
        if (request.Text("channel") is { } id && workspace.FindUser(id) is { IsBot: false, IsDeleted: false } person)
            return Post(request, workspace.ImWith(person.Id));
        return reach.RefuseWriting(request, out var channel) ?? Post(request, channel);
    }

    private ApiAnswer Post(ApiRequest request, SlackChannel channel)
    {
        if (MessageContent.Refuse(request, LongestText, workspace, out var content) is { } refusal) return refusal;
        if (reach.RefuseThread(request, channel, out var thread) is { } lost) return lost;
        var message = workspace.Keep(new SlackMessage(channel.Id, workspace.Identifiers.Ts(), Bot)
        {
            ThreadTs = thread,
            Versions = [new(content.Words, content.Blocks, workspace.Identifiers.Now)],
            Metadata = content.MetadataAfter(null),
            UnfurlsLinks = request.Choice("unfurl_links"),
            UnfurlsMedia = request.Choice("unfurl_media"),
        });
        return Said(message);
    }

    private ApiAnswer Update(ApiRequest request)
    {
        if (reach.RefuseWriting(request, out var channel) is { } unreachable) return unreachable;
        if (Refuse(request, channel, "cant_update_message", out var message) is { } refusal) return refusal;
        if (MessageContent.Refuse(request, LongestUpdate, workspace, out var content) is { } unsayable) return unsayable;
        // Text without blocks takes the blocks away: they are simply those of this call.
        var updated = message.With(content.Words, content.Blocks, workspace.Identifiers.Now);
        return Said(workspace.Keep(updated with { Metadata = content.MetadataAfter(message.Metadata) }));
    }

    private ApiAnswer Delete(ApiRequest request)
    {
        if (reach.RefuseWriting(request, out var channel) is { } unreachable) return unreachable;
        if (Refuse(request, channel, "cant_delete_message", out var message) is { } refusal) return refusal;
        workspace.Keep(message with { IsDeleted = true });
        return ApiAnswer.Ok(new() { ["channel"] = channel.Id, ["ts"] = message.Ts });
    }

    private ApiAnswer PostEphemeral(ApiRequest request)
    {
        if (reach.RefuseWriting(request, out var channel) is { } unreachable) return unreachable;
        if (request.Text("user") is not { } user) return ApiAnswer.Missing("user");
        if (workspace.FindUser(user) is null or { IsDeleted: true } || !channel.Has(user)) return ApiAnswer.Error("user_not_in_channel");
        if (MessageContent.Refuse(request, LongestText, workspace, out var content) is { } refusal) return refusal;
        if (reach.RefuseThread(request, channel, out var thread) is { } lost) return lost;
        var whisper = workspace.Keep(new SlackEphemeral(channel.Id, workspace.Identifiers.Ts(), user, WhisperedBy.PostEphemeral)
        {
            ThreadTs = thread,
            Text = content.Words,
            Shown = content.Blocks,
        });
        return ApiAnswer.Ok(new() { ["message_ts"] = whisper.Ts });
    }

    private ApiAnswer GetPermalink(ApiRequest request)
    {
        if (request.Text("channel") is not { } id) return ApiAnswer.Missing("channel");
        if (workspace.FindChannel(id) is not { } channel) return ApiAnswer.Error("channel_not_found");
        if (workspace.FindMessage(channel.Id, request.Text("message_ts")) is not { IsDeleted: false } message)
            return ApiAnswer.Error("message_not_found");
        var thread = message.ThreadTs is { } root ? $"?thread_ts={root}&cid={channel.Id}" : "";
        var path = $"archives/{channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}{thread}";
        return ApiAnswer.Ok(new() { ["channel"] = channel.Id, ["permalink"] = $"https://{workspace.App.TeamDomain}.slack.example/{path}" });
    }

    /// <summary>Only a message that is there, and that this token wrote; an ephemeral is in no channel.</summary>
    private ApiAnswer? Refuse(ApiRequest request, SlackChannel channel, string notOurs, out SlackMessage message)
    {
        message = null!;
        if (request.Text("ts") is not { } ts) return ApiAnswer.Missing("ts");
        if (workspace.FindMessage(channel.Id, ts) is not { IsDeleted: false } found) return ApiAnswer.Error("message_not_found");
        if (found.Author != Bot) return ApiAnswer.Error(notOurs);
        message = found;
        return null;
    }

    private ApiAnswer Said(SlackMessage message) => ApiAnswer.Ok(new()
    {
        ["channel"] = message.Channel,
        ["ts"] = message.Ts,
        ["text"] = message.Text,
        ["message"] = SlackJson.Of(message, workspace, withMetadata: true),
    });
}
