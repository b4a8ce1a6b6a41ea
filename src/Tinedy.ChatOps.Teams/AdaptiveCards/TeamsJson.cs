using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>JSON as Teams writes and reads it: camel case, nothing that is null.</summary>
internal static class TeamsJson
{
    /// <summary>Deeper than anything Teams sends; an activity of a hundred thousand levels is refused before it is built.</summary>
    private const int MaxDepth = 64;

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        MaxDepth = MaxDepth,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("It is null.");

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    public static T Read<T>(JsonElement json) => json.Deserialize<T>(Options) ?? throw new JsonException("It is null.");
}
