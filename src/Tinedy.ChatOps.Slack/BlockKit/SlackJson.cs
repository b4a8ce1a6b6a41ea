using System.Text.Json;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>JSON as Slack writes and reads it: snake case, nothing that is null.</summary>
internal static class SlackJson
{
    public static JsonSerializerOptions Options { get; } = ChatJson.Options(JsonNamingPolicy.SnakeCaseLower);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The payload is null.");
}
