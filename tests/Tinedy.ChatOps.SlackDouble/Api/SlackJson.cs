using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>The workspace's things as Slack writes them, in answers and in payloads alike.</summary>
internal static class SlackJson
{
    public static JsonObject Of(SlackMessage message, Workspace workspace, bool withMetadata = false)
    {
        var app = workspace.App;
        var json = new JsonObject
        {
            ["type"] = "message",
            ["user"] = message.Author,
            ["ts"] = message.Ts,
            ["text"] = message.Text,
            ["team"] = app.TeamId,
        };
        if (message.Author == app.BotUserId)
        {
            json["bot_id"] = app.BotId;
            json["app_id"] = app.Id;
            json["bot_profile"] = new JsonObject { ["id"] = app.BotId, ["app_id"] = app.Id, ["name"] = app.BotName, ["team_id"] = app.TeamId };
        }
        if (message.HasBlocks) json["blocks"] = message.Blocks.Copy();
        if (message.ThreadTs is { } thread) json["thread_ts"] = thread;
        if (message.IsPinned) json["pinned_to"] = new JsonArray(message.Channel);
        if (message.Files.Count > 0) json["files"] = new JsonArray([.. message.Files.Select(file => Of(file, app))]);
        // A message made of blocks is not shown as edited.
        if (message is { Edits: > 0, HasBlocks: false }) json["edited"] = new JsonObject { ["user"] = message.Author, ["ts"] = message.Ts };
        if (withMetadata && message.Metadata is { } metadata) json["metadata"] = metadata.Copy();
        return json;
    }

    public static JsonObject Of(SlackUser user, SlackApp app)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var profile = new JsonObject { ["real_name"] = user.RealName ?? user.Name, ["display_name"] = user.Name, ["team"] = user.TeamId };
        if (user.Email is { } email && app.Has("users:read.email")) profile["email"] = email;
        var json = new JsonObject
        {
            ["id"] = user.Id,
            ["team_id"] = user.TeamId,
            ["name"] = user.Name,
            ["real_name"] = user.RealName ?? user.Name,
            ["deleted"] = user.IsDeleted,
            ["is_bot"] = user.IsBot,
            ["is_restricted"] = user.IsRestricted,
            ["is_ultra_restricted"] = user.IsUltraRestricted,
            ["is_admin"] = false,
            ["is_owner"] = false,
            ["is_app_user"] = false,
            ["tz"] = user.TimeZone,
            ["tz_label"] = zone.StandardName,
            ["tz_offset"] = (int)zone.BaseUtcOffset.TotalSeconds,
            ["profile"] = profile,
        };
        // Slack mentions it of strangers only.
        if (user.IsStranger) json["is_stranger"] = true;
        return json;
    }

    public static JsonObject Of(SlackChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
        ["is_channel"] = !channel.IsPrivate && !channel.IsIm,
        ["is_group"] = false,
        ["is_im"] = channel.IsIm,
        ["is_mpim"] = false,
        ["is_private"] = channel.IsPrivate || channel.IsIm,
        ["is_archived"] = channel.IsArchived,
        ["is_member"] = channel.HasBot,
        ["is_shared"] = channel.IsExtShared,
        ["is_ext_shared"] = channel.IsExtShared,
        ["is_org_shared"] = false,
        ["is_pending_ext_shared"] = channel.IsPendingExtShared,
        ["user"] = channel.With,
    };

    public static JsonObject Of(SlackFile file, SlackApp app) => new()
    {
        ["id"] = file.Id,
        ["name"] = file.Name,
        ["title"] = file.Title ?? file.Name,
        ["size"] = file.Length,
        ["user"] = app.BotUserId,
        ["channels"] = file.Channel is { } channel ? new JsonArray(channel) : [],
    };

    /// <param name="state">What is in its fields; null: as they were when it was opened.</param>
    public static JsonObject Of(SlackView view, SlackApp app, JsonObject? state = null) => new()
    {
        ["id"] = view.Id,
        ["team_id"] = app.TeamId,
        ["type"] = "modal",
        ["blocks"] = view.Blocks.Copy(),
        ["private_metadata"] = view.PrivateMetadata,
        ["callback_id"] = view.CallbackId,
        ["state"] = new JsonObject { ["values"] = state ?? [] },
        ["hash"] = view.Hash,
        ["title"] = Member(view.Json, "title"),
        ["clear_on_close"] = view.Json.Flag("clear_on_close"),
        ["notify_on_close"] = view.Json.Flag("notify_on_close"),
        ["close"] = Member(view.Json, "close"),
        ["submit"] = Member(view.Json, "submit"),
        ["previous_view_id"] = view.PreviousId,
        ["root_view_id"] = view.RootId,
        ["app_id"] = app.Id,
        ["external_id"] = view.Json.Text("external_id") ?? "",
        ["app_installed_team_id"] = app.TeamId,
        ["bot_id"] = app.BotId,
    };

    public static JsonObject Of(SlackHome home, SlackApp app) => new()
    {
        ["id"] = $"V0HOME{home.User}",
        ["team_id"] = app.TeamId,
        ["type"] = "home",
        ["blocks"] = home.Blocks.Copy(),
        ["private_metadata"] = home.Json.Text("private_metadata") ?? "",
        ["callback_id"] = home.Json.Text("callback_id") ?? "",
        ["state"] = new JsonObject { ["values"] = new JsonObject() },
        ["hash"] = home.Hash,
        ["root_view_id"] = $"V0HOME{home.User}",
        ["app_id"] = app.Id,
        ["external_id"] = "",
        ["app_installed_team_id"] = app.TeamId,
        ["bot_id"] = app.BotId,
    };

    private static JsonNode? Member(JsonElement json, string name) => json.TryMember(name, out var member) ? member.Copy() : null;
}
