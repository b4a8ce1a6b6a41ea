using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>Which conversations the bot gets at, and as what.</summary>
internal sealed class ConversationAccess(Workspace workspace)
{
    /// <summary>Why nothing can be written in the conversation of this call; null when it can.</summary>
    public ApiAnswer? RefuseWriting(ApiRequest request, out SlackChannel channel, string argument = "channel")
    {
        channel = null!;
        if (request.Text(argument) is not { } id) return ApiAnswer.Missing(argument);
        if (Seen(id) is not { } seen) return ApiAnswer.Error("channel_not_found");
        if (seen.IsArchived) return ApiAnswer.Error("is_archived");
        if (!seen.HasBot && !workspace.App.Has("chat:write.public")) return ApiAnswer.Error("not_in_channel");
        channel = seen;
        return null;
    }

    /// <summary>Why this cannot be read; null when it can.</summary>
    /// <param name="what"><c>read</c> or <c>history</c>: each kind of conversation has its own scope for it.</param>
    public ApiAnswer? RefuseReading(ApiRequest request, string what, out SlackChannel channel)
    {
        channel = null!;
        if (request.Text("channel") is not { } id) return ApiAnswer.Missing("channel");
        if (Seen(id) is not { } seen) return ApiAnswer.Error("channel_not_found");
        var scope = $"{(seen.IsIm ? "im" : seen.IsPrivate ? "groups" : "channels")}:{what}";
        if (!workspace.App.Has(scope)) return ApiAnswer.MissingScope(scope, workspace.App);
        if (what == "history" && !seen.HasBot) return ApiAnswer.Error("not_in_channel");
        channel = seen;
        return null;
    }

    /// <summary>Why there is no such thread to write in; null when there is, or when none was asked for.</summary>
    public ApiAnswer? RefuseThread(ApiRequest request, SlackChannel channel, out string? thread)
    {
        thread = request.Text("thread_ts");
        if (thread is null) return null;
        if (workspace.FindMessage(channel.Id, thread) is not { IsDeleted: false } root) return ApiAnswer.Error("thread_not_found");
        thread = root.ThreadTs ?? root.Ts;
        return null;
    }

    /// <summary>A private channel without the bot in it does not exist for it.</summary>
    private SlackChannel? Seen(string id) =>
        workspace.FindChannel(id) is { } channel && (channel.HasBot || !channel.IsPrivate) ? channel : null;
}
