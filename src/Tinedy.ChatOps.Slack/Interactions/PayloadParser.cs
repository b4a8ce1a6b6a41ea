using Tinedy.ChatOps.Slack.Connection;
using System.Text.Json;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>From Slack's payloads to what somebody did. Knows the protocol, and nothing of runs.</summary>
internal static class PayloadParser
{
    /// <summary>A slash command. Its fields come as a form over HTTP, as JSON through a socket.</summary>
    /// <exception cref="JsonException">A field that Slack always sends is missing.</exception>
    public static IncomingAction Command(IReadOnlyDictionary<string, string> fields)
    {
        var (team, user, channel) = (Needed(fields, "team_id"), Needed(fields, "user_id"), Needed(fields, "channel_id"));
        var trigger = Needed(fields, "trigger_id");
        return new IncomingAction.Typed(
            $"slack/command/{trigger}", new(SlackPlatform.Name, team, user), PlaceOf(team, channel), Needed(fields, "command"),
            new TypedText(fields.GetValueOrDefault("text", "")), trigger, Address(fields.GetValueOrDefault("response_url")));
    }

    /// <exception cref="JsonException">It is malformed.</exception>
    public static IncomingAction Interaction(InteractionPayload payload) => payload.Type switch
    {
        "block_actions" => Action(payload),
        "view_submission" => Submission(payload),
        _ => new IncomingAction.Other(payload.Type),
    };

    /// <exception cref="JsonException">It is malformed.</exception>
    public static IncomingAction Event(EventPayload payload)
    {
        if (payload.Event is not { } inner) return new IncomingAction.Other(payload.Type);
        var team = payload.TeamId ?? throw new JsonException("The event names no team.");
        return inner switch
        {
            { Type: "app_uninstalled" or "tokens_revoked" } => new IncomingAction.Removed(inner.Type),
            // A bot is never a person, and our own messages must not make us talk to ourselves.
            { BotId: not null } or { User: null } => new IncomingAction.Other($"{inner.Type} of a bot"),
            { Type: "app_mention", Channel: { } channel, Ts: { } ts } => new IncomingAction.Mentioned(
                $"slack/event/{payload.EventId ?? throw new JsonException("The event has no id.")}", Account(inner, team), new Place(SlackPlatform.Name, $"{team}/{channel}"),
                inner.ThreadTs ?? ts, new TypedText(inner.Text ?? "").WithoutUs(payload.Authorizations?.FirstOrDefault(one => one.IsBot == true)?.UserId)),
            { Type: "app_home_opened", Tab: null or "home" } => new IncomingAction.HomeOpened(Account(inner, team)),
            _ => new IncomingAction.Other(inner.Type),
        };
    }

    /// <summary>The channel as a place; null for a private line with the bot, which is no room.</summary>
    public static Place? PlaceOf(string team, string channel) => channel.StartsWith('D') ? null : new Place(SlackPlatform.Name, $"{team}/{channel}");

    private static IncomingAction.Pressed Action(InteractionPayload payload)
    {
        var who = Account(payload);
        var action = payload.Actions is [var first, ..] ? first : throw new JsonException("The act has no action.");
        var place = (payload.Channel?.Id ?? payload.Container?.ChannelId) is { } channel ? PlaceOf(TeamOf(payload), channel) : null;
        return new(
            $"slack/action/{who.Tenant}/{who.User}/{action.ActionTs ?? payload.TriggerId ?? throw new JsonException("The act has no time.")}/{action.BlockId}/{action.ActionId}",
            who, place, action.ActionId, action.Value ?? action.SelectedOption?.Value, payload.TriggerId ?? "", Address(payload.ResponseUrl),
            payload.View is { } view ? Seen(view) : null);
    }

    private static IncomingAction.Sent Submission(InteractionPayload payload)
    {
        var view = payload.View ?? throw new JsonException("The submission has no view.");
        var values = (view.State?.Values ?? []).ToDictionary(block => block.Key, block => block.Value.Values.Select(ValueOf).FirstOrDefault(value => value is not null) ?? "");
        return new($"slack/view/{view.Id}", Account(payload), Seen(view), values);
    }

    private static string? ValueOf(FieldPayload field) => field.SelectedOption?.Value ?? field.Value;

    private static SeenView Seen(ViewPayload view) => new(view.Id, view.RootViewId ?? view.Id, view.Type, view.PrivateMetadata ?? "");

    private static string TeamOf(InteractionPayload payload) => payload.Team?.Id ?? payload.User?.TeamId ?? throw new JsonException("The act names no team.");

    private static Identity Account(InteractionPayload payload) => payload.User is { } user
        ? new(SlackPlatform.Name, user.TeamId ?? TeamOf(payload), user.Id)
        : throw new JsonException("The act names no user.");

    private static Identity Account(InnerEvent inner, string team) => new(SlackPlatform.Name, inner.UserTeam ?? team, inner.User!);

    private static string Needed(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw new JsonException($"The field {name} is missing.");

    private static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
}
