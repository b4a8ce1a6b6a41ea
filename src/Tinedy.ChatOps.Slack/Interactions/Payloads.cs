using System.Text.Json;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>Slack's payloads, as far as we read them; what is not named here is not looked at.</summary>
internal sealed record InteractionPayload(string Type, HasId? Team, UserPayload? User, HasId? Channel, ContainerPayload? Container, string? TriggerId, string? ResponseUrl, ViewPayload? View, List<ActionPayload>? Actions);

internal sealed record HasId(string Id);

/// <summary>Where the element that was pressed stands: a message of a channel, or a view.</summary>
internal sealed record ContainerPayload(string? ChannelId);

/// <param name="TeamId">The person's own team: in a shared channel not the channel's.</param>
internal sealed record UserPayload(string Id, string? TeamId);

internal sealed record ActionPayload(string ActionId, string? BlockId, string? ActionTs, string? Value, OptionPayload? SelectedOption);

internal sealed record OptionPayload(string? Value);

internal sealed record ViewPayload(string Id, string? RootViewId, string Type, string? PrivateMetadata, StatePayload? State);

internal sealed record StatePayload(Dictionary<string, Dictionary<string, FieldPayload>>? Values);

internal sealed record FieldPayload(string? Value, OptionPayload? SelectedOption);

internal sealed record EventPayload(string Type, string? Challenge, string? TeamId, string? EventId, InnerEvent? Event, List<AuthorizationPayload>? Authorizations = null);

/// <summary>Whose event it is: the bot's account in the workspace.</summary>
internal sealed record AuthorizationPayload(string? UserId, bool? IsBot);

internal sealed record InnerEvent(string Type, string? User, string? UserTeam, string? BotId, string? Channel, string? Text, string? Ts, string? ThreadTs, string? Tab, string? ChannelType);

/// <summary>Reads them strictly: what is malformed is refused as a whole.</summary>
internal static class Payloads
{
    /// <exception cref="JsonException">It is not what Slack sends.</exception>
    public static T Read<T>(string json) => SlackJson.Read<T>(json);

    /// <inheritdoc cref="Read{T}(string)"/>
    public static T Read<T>(JsonElement json) => json.Deserialize<T>(SlackJson.Options) ?? throw new JsonException("The payload is null.");
}
