using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>Something to bring to the bot: the same payload for either way.</summary>
/// <param name="Path">The door it goes to over HTTP, which is also what it is.</param>
internal sealed record Mail(string Path, JsonObject Payload)
{
    public string EnvelopeType => Path switch
    {
        RawRequest.Commands => "slash_commands",
        RawRequest.Interactions => "interactive",
        _ => "events_api",
    };

    /// <summary>Whether the acknowledgement may say something.</summary>
    public bool AcceptsResponse => Path == RawRequest.Commands || (string?)Payload["type"] == "view_submission";

    public RawRequest ToRequest() => Path switch
    {
        RawRequest.Commands => RawRequest.Form(Path, Payload.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value ?? ""))),
        RawRequest.Interactions => RawRequest.Form(Path, [KeyValuePair.Create("payload", Payload.ToJsonString())]),
        _ => RawRequest.Json(Path, Payload),
    };
}

/// <summary>The how-manieth repetition of an event, and why.</summary>
internal sealed record Retry(int Attempt, string Reason);
