using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.SlackDouble;

/// <summary>What is kept is a <see cref="JsonElement"/>, which nobody can change; what is being made is a <see cref="JsonNode"/>.</summary>
internal static class Json
{
    public static JsonElement EmptyArray { get; } = JsonElement.Parse("[]");

    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");

    public static JsonElement Frozen(this JsonNode node) => JsonSerializer.SerializeToElement(node);

    public static JsonNode? Copy(this JsonElement element) => JsonNode.Parse(element.GetRawText());

    /// <summary>The member as text; null when it is missing or no text.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryMember(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.TryMember(name, out var member) && member.ValueKind == JsonValueKind.True;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryMember(name, out var member) && member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : [];

    /// <summary>Like <c>TryGetProperty</c>, for any kind of element; a member that is null counts as missing.</summary>
    public static bool TryMember(this JsonElement element, string name, out JsonElement member)
    {
        member = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out JsonElement? parsed)
    {
        try
        {
            parsed = JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            parsed = null;
            return false;
        }
    }
}
