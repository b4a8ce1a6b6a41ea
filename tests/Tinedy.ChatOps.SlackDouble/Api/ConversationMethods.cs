using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary><c>conversations.*</c>.</summary>
internal sealed class ConversationMethods(Workspace workspace, ConversationAccess reach)
{
    private const int MostMessages = 999;

    public IEnumerable<ApiMethod> All =>
    [
        new("conversations.info", null, ApiMethod.Tier3, Info) { DropsJson = true },
        new("conversations.history", null, ApiMethod.Tier3, History) { DropsJson = true },
        new("conversations.replies", null, ApiMethod.Tier3, Replies) { DropsJson = true },
        new("conversations.open", "im:write", ApiMethod.Tier3, Open),
    ];

    private ApiAnswer Info(ApiRequest request) =>
        reach.RefuseReading(request, "read", out var channel) ?? ApiAnswer.Ok(new() { ["channel"] = SlackJson.Of(channel) });

    private ApiAnswer History(ApiRequest request)
    {
        if (reach.RefuseReading(request, "history", out var channel) is { } refusal) return refusal;
        var all = workspace.Messages.Where(message => message.Channel == channel.Id);
        var top = all.Where(message => message.ThreadTs is null || message.ThreadTs == message.Ts);
        return Page(request, top.Reverse(), 100);
    }

    private ApiAnswer Replies(ApiRequest request)
    {
        if (reach.RefuseReading(request, "history", out var channel) is { } refusal) return refusal;
        if (request.Text("ts") is not { } ts) return ApiAnswer.Missing("ts");
        if (workspace.FindMessage(channel.Id, ts) is not { IsDeleted: false } root) return ApiAnswer.Error("thread_not_found");
        return Page(request, [root, .. workspace.RepliesTo(root)], MostMessages);
    }

    private ApiAnswer Open(ApiRequest request)
    {
        if (request.Text("users") is not { } users) return ApiAnswer.Error("users_list_not_supplied");
        var people = users.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (people.Length > 1) return ApiAnswer.MissingScope("mpim:write", workspace.App);
        if (workspace.FindUser(people.FirstOrDefault()) is not { } person) return ApiAnswer.Error("user_not_found");
        if (person.IsDeleted) return ApiAnswer.Error("user_disabled");
        if (person.IsBot) return ApiAnswer.Error("cannot_dm_bot");
        return ApiAnswer.Ok(new() { ["channel"] = new JsonObject { ["id"] = workspace.ImWith(person.Id).Id } });
    }

    /// <summary>One page of what matches, in the given order.</summary>
    private ApiAnswer Page(ApiRequest request, IEnumerable<SlackMessage> messages, int usual)
    {
        if (!Paging.TryRead(request, out var paging)) return ApiAnswer.Error("invalid_cursor");
        var limit = Math.Clamp(request.Number("limit", usual), 1, MostMessages);
        var left = messages.Where(paging.Covers).SkipWhile(message => paging.StartAt is { } start && message.Ts != start).ToList();
        var withMetadata = request.Flag("include_all_metadata");
        var page = left.Take(limit).Select(message => Told(message, withMetadata));
        var answer = new JsonObject { ["messages"] = new JsonArray([.. page]), ["has_more"] = left.Count > limit };
        if (left.Count > limit) answer["response_metadata"] = new JsonObject { ["next_cursor"] = Paging.CursorAt(left[limit]) };
        return ApiAnswer.Ok(answer);
    }

    private JsonObject Told(SlackMessage message, bool withMetadata)
    {
        var json = SlackJson.Of(message, workspace, withMetadata);
        if (workspace.RepliesTo(message) is not { Count: > 0 } replies) return json;
        (json["thread_ts"], json["reply_count"], json["latest_reply"]) = (message.Ts, replies.Count, replies[^1].Ts);
        return json;
    }
}
