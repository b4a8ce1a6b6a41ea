using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Chat.Client;

/// <summary>JSON as both platforms write and read it: nothing that is null, no name twice. They differ in how they write names.</summary>
public static class ChatJson
{
    /// <summary>Deeper than anything a platform sends; a payload of a hundred thousand levels is refused before it is built.</summary>
    public const int MaxDepth = 64;

    public static JsonSerializerOptions Options(JsonNamingPolicy names) => new()
    {
        PropertyNamingPolicy = names,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        MaxDepth = MaxDepth,
    };
}
