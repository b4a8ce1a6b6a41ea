using System.Text.Json;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>JSON as Teams writes and reads it: camel case, nothing that is null.</summary>
internal static class TeamsJson
{
    public static JsonSerializerOptions Options { get; } = ChatJson.Options(JsonNamingPolicy.CamelCase);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">It is not what it should be.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("It is null.");

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    public static T Read<T>(JsonElement json) => json.Deserialize<T>(Options) ?? throw new JsonException("It is null.");
}
