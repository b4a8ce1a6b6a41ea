using System.Globalization;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Api;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>Builds what Slack sends, with every field it has.</summary>
internal sealed class Payloads(Workspace workspace, Func<Uri> origin)
{
    private SlackApp App => workspace.App;

    public JsonObject Command(Act act, SlackUser user, SlackChannel channel, string command, string text) => new()
    {
        ["token"] = App.VerificationToken,
        ["team_id"] = App.TeamId,
        ["team_domain"] = App.TeamDomain,
        ["channel_id"] = channel.Id,
        ["channel_name"] = channel.NameInPayloads,
        ["user_id"] = user.Id,
        ["user_name"] = user.Name,
        ["command"] = command,
        ["text"] = text,
        ["api_app_id"] = App.Id,
        ["is_enterprise_install"] = "false",
        ["response_url"] = ResponseUrl(act),
        ["trigger_id"] = act.Trigger,
    };

    /// <summary>A click on a message or on a whisper. Of a whisper the payload shows the container and not the message.</summary>
    public JsonObject Click(Act act, SlackUser user, SlackChannel channel, SlackContent on, SlackButton button)
    {
        var (ts, thread) = on is SlackEphemeral whisper ? (whisper.Ts, whisper.ThreadTs) : (((SlackMessage)on).Ts, ((SlackMessage)on).ThreadTs);
        var container = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = ts,
            ["channel_id"] = channel.Id,
            ["is_ephemeral"] = on is SlackEphemeral,
        };
        if (thread is not null) container["thread_ts"] = thread;
        var payload = Interaction("block_actions", user);
        (payload["container"], payload["trigger_id"]) = (container, act.Trigger);
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.NameInPayloads };
        if (on is SlackMessage message) payload["message"] = SlackJson.Of(message, workspace);
        payload["state"] = new JsonObject { ["values"] = ViewFields.AsShown(on) };
        payload["response_url"] = ResponseUrl(act);
        payload["actions"] = new JsonArray(Action(button));
        return payload;
    }

    /// <summary>A click in a modal or at home: no channel, no response address.</summary>
    public JsonObject ClickInView(Act act, SlackUser user, JsonObject view, SlackButton button)
    {
        var payload = Interaction("block_actions", user);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = (string?)view["id"] };
        (payload["trigger_id"], payload["view"], payload["actions"]) = (act.Trigger, view, new JsonArray(Action(button)));
        return payload;
    }

    public JsonObject Submission(Act act, SlackUser user, JsonObject view)
    {
        var payload = Interaction("view_submission", user);
        (payload["trigger_id"], payload["view"], payload["response_urls"]) = (act.Trigger, view, new JsonArray());
        return payload;
    }

    public JsonObject Closing(SlackUser user, SlackView view, bool isCleared)
    {
        var payload = Interaction("view_closed", user);
        (payload["view"], payload["is_cleared"]) = (SlackJson.Of(view, App), isCleared);
        return payload;
    }

    public JsonObject Event(JsonObject what, string eventId, DateTimeOffset at, bool isExtShared = false) => new()
    {
        ["token"] = App.VerificationToken,
        ["team_id"] = App.TeamId,
        ["context_team_id"] = App.TeamId,
        ["api_app_id"] = App.Id,
        ["event"] = what,
        ["type"] = "event_callback",
        ["event_id"] = eventId,
        ["event_time"] = at.ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject
        {
            ["enterprise_id"] = null,
            ["team_id"] = App.TeamId,
            ["user_id"] = App.BotUserId,
            ["is_bot"] = true,
            ["is_enterprise_install"] = false,
        }),
        ["is_ext_shared_channel"] = isExtShared,
        ["event_context"] = string.Create(CultureInfo.InvariantCulture, $"4-{eventId}"),
    };

    private JsonObject Interaction(string type, SlackUser user) => new()
    {
        ["type"] = type,
        ["token"] = App.VerificationToken,
        ["api_app_id"] = App.Id,
        ["team"] = new JsonObject { ["id"] = App.TeamId, ["domain"] = App.TeamDomain },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
        ["user"] = new JsonObject { ["id"] = user.Id, ["username"] = user.Name, ["name"] = user.Name, ["team_id"] = user.TeamId },
    };

    private JsonObject Action(SlackButton button)
    {
        var action = new JsonObject
        {
            ["type"] = button.ElementType,
            ["action_id"] = button.ActionId,
            ["block_id"] = button.BlockId,
            ["action_ts"] = workspace.Identifiers.Ts(),
        };
        if (button.Option is { } option)
        {
            var chosen = ViewFields.Chosen(option);
            if (button.Kind == SlackButtonKind.Checkbox) action["selected_options"] = new JsonArray(chosen);
            else action["selected_option"] = chosen;
            return action;
        }
        if (button.Value is { } value) action["value"] = value;
        foreach (var name in new[] { "text", "style", "url" })
        {
            if (button.Element.TryMember(name, out var member)) action[name] = member.Copy();
        }
        return action;
    }

    private string ResponseUrl(Act act) => new Uri(origin(), $"respond/{App.TeamId}/{act.Ticket}").ToString();
}
