using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Interactions;

namespace Tinedy.ChatOps.Slack.Sockets;

/// <summary>A frame of Socket Mode.</summary>
internal sealed record Frame(string Type, string? EnvelopeId, bool AcceptsResponsePayload, string? Reason, JsonElement? Payload)
{
    /// <exception cref="JsonException">It is not what Slack sends.</exception>
    public static Frame Read(string text) => SlackJson.Read<Frame>(text);

    /// <summary>What somebody did; null for a frame that is about the connection.</summary>
    /// <exception cref="JsonException">It is malformed.</exception>
    public IncomingAction? Understand() => (Type, Payload) switch
    {
        ("slash_commands", { } payload) => PayloadParser.Command(Fields(payload)),
        ("interactive", { } payload) => PayloadParser.Interaction(Payloads.Read<InteractionPayload>(payload)),
        ("events_api", { } payload) => PayloadParser.Event(Payloads.Read<EventPayload>(payload)),
        _ => null,
    };

    /// <summary>The receipt: sent when what was done is durable, with the answer where one is taken.</summary>
    public string Acknowledge(JsonNode? answer)
    {
        var receipt = new JsonObject { ["envelope_id"] = EnvelopeId };
        if (answer is not null && AcceptsResponsePayload) receipt["payload"] = answer;
        return receipt.ToJsonString(SlackJson.Options);
    }

    private static Dictionary<string, string> Fields(JsonElement payload) => payload.ValueKind == JsonValueKind.Object
        ? payload.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String).ToDictionary(field => field.Name, field => field.Value.GetString()!)
        : throw new JsonException("A command is an object.");
}
