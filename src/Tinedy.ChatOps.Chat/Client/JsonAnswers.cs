using System.Text.Json;

namespace Tinedy.ChatOps.Chat.Client;

/// <summary>Reads of a platform's answer what may or may not be there.</summary>
public static class JsonAnswers
{
    /// <summary>A text at a path of names; null when any part of the way is missing or it is no text.</summary>
    public static string? Text(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>True only when it is there and true.</summary>
    public static bool Is(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>True only when it is there and false.</summary>
    public static bool IsNot(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is { ValueKind: JsonValueKind.False };

    /// <summary>The members of a list; none when it is missing.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    private static JsonElement? At(this JsonElement json, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        }
        return json;
    }
}
