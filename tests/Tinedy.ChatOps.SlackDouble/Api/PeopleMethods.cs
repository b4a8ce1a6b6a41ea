using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary><c>auth.test</c>, <c>users.info</c>, <c>pins.*</c>.</summary>
internal sealed class PeopleMethods(Workspace workspace, ConversationAccess reach)
{
    public IEnumerable<ApiMethod> All =>
    [
        new("auth.test", null, PerMinute: 600, AuthTest),
        new("users.info", "users:read", ApiMethod.Tier4, UsersInfo) { DropsJson = true },
        new("pins.add", "pins:write", ApiMethod.Tier2, request => Pin(request, shallBe: true)),
        new("pins.remove", "pins:write", ApiMethod.Tier2, request => Pin(request, shallBe: false)),
    ];

    private ApiAnswer AuthTest(ApiRequest request)
    {
        var app = workspace.App;
        return ApiAnswer.Ok(new()
        {
            ["url"] = $"https://{app.TeamDomain}.slack.example/",
            ["team"] = app.TeamDomain,
            ["user"] = app.BotName,
            ["team_id"] = app.TeamId,
            ["user_id"] = app.BotUserId,
            ["bot_id"] = app.BotId,
            ["is_enterprise_install"] = false,
        });
    }

    private ApiAnswer UsersInfo(ApiRequest request)
    {
        if (request.Text("user") is not { } id) return ApiAnswer.Missing("user");
        return workspace.FindUser(id) is { } user
            ? ApiAnswer.Ok(new() { ["user"] = SlackJson.Of(user, workspace.App) })
            : ApiAnswer.Error("user_not_found");
    }

    private ApiAnswer Pin(ApiRequest request, bool shallBe)
    {
        if (reach.RefuseWriting(request, out var channel) is { } refusal) return refusal;
        if (request.Text("timestamp") is not { } ts) return ApiAnswer.Error("no_item_specified");
        if (workspace.FindMessage(channel.Id, ts) is not { IsDeleted: false } message) return ApiAnswer.Error("message_not_found");
        if (message.IsPinned == shallBe) return ApiAnswer.Error(shallBe ? "already_pinned" : "no_pin");
        workspace.Keep(message with { IsPinned = shallBe });
        return ApiAnswer.Ok();
    }
}
