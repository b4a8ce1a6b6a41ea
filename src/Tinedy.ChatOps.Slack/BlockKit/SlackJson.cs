using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>JSON as Slack writes and reads it: snake case, nothing that is null.</summary>
internal static class SlackJson
{
    /// <summary>Deeper than anything Slack sends; a payload of a hundred thousand levels is refused before it is built.</summary>
    public const int MaxDepth = 64;

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        MaxDepth = MaxDepth,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The payload is null.");
}
