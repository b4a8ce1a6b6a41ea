using System.Text.Json;

namespace Tinedy.ChatOps.Teams.Client;

internal static class ConnectorAnswers
{
    /// <summary>A text at a path of names; null when any part of the way is missing or it is no text.</summary>
    public static string? Text(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
    }
}
