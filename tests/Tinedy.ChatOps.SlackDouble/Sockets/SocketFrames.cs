using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.People;

namespace Tinedy.ChatOps.SlackDouble.Sockets;

/// <summary>What Slack says over a socket.</summary>
internal static class SocketFrames
{
    public const string TooMany = "too_many_websockets";

    private const string Host = "slack-double";

    public static string Hello(int open, SlackApp app) => new JsonObject
    {
        ["type"] = "hello",
        ["num_connections"] = open,
        ["connection_info"] = new JsonObject { ["app_id"] = app.Id },
        ["debug_info"] = new JsonObject { ["host"] = Host, ["build_number"] = 1, ["approximate_connection_time"] = 18_060 },
    }.ToJsonString();

    public static string Goodbye(string reason) => new JsonObject
    {
        ["type"] = "disconnect",
        ["reason"] = reason,
        ["debug_info"] = new JsonObject { ["host"] = Host },
    }.ToJsonString();

    public static JsonElement Envelope(Mail mail, Retry? retry)
    {
        var envelope = new JsonObject
        {
            ["envelope_id"] = Guid.NewGuid().ToString(),
            ["type"] = mail.EnvelopeType,
            ["accepts_response_payload"] = mail.AcceptsResponse,
            ["payload"] = mail.Payload.DeepClone(),
        };
        if (mail.Path != RawRequest.Events) return envelope.Frozen();
        // They sit on the envelope, not in the payload.
        (envelope["retry_attempt"], envelope["retry_reason"]) = (retry?.Attempt ?? 0, retry?.Reason ?? "");
        return envelope.Frozen();
    }

    public static string Word(DisconnectReason reason) => reason switch
    {
        DisconnectReason.Warning => "warning",
        DisconnectReason.LinkDisabled => "link_disabled",
        _ => "refresh_requested",
    };
}

/// <summary>Why Slack ends a connection.</summary>
public enum DisconnectReason
{
    /// <summary>In ten seconds or so.</summary>
    Warning,

    /// <summary>Connect again.</summary>
    RefreshRequested,

    /// <summary>Socket Mode was switched off: it makes no sense to connect again.</summary>
    LinkDisabled,
}

/// <summary>What came back for an envelope.</summary>
/// <param name="Trouble">Null when it was acknowledged.</param>
internal sealed record SocketReceipt(JsonElement? Envelope, JsonElement? Payload, string? Trouble)
{
    public const string TimedOut = "operation_timeout";
    public const string Lost = "dispatch_failed";
}
