using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>
/// A button as the short text that a platform keeps in it and sends back: <c>{"v":"Run","r":17,"i":"backup","n":12,"d":1}</c>. Whoever
/// makes one up has made up a question and no right: it is judged like any other request.
/// </summary>
public static class ButtonCode
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<Verb>() },
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 4,
    };

    public static string Write(Button button) =>
        JsonSerializer.Serialize(new Code { V = button.Verb, R = button.Run.Number, I = button.Target.Name, N = button.Target.Beside, D = button.AsksFirst ? 1 : 0 }, Options);

    /// <summary>Null when the text is none of ours.</summary>
    public static Button? Read(string? text)
    {
        try
        {
            if (text is null || JsonSerializer.Deserialize<Code>(text, Options) is not { V: { } verb, R: >= 0, N: >= 0 } code) return null;
            if (!Enum.IsDefined(verb) || (code.R == 0 && verb != Verb.Start)) return null;
            return ButtonTarget.Read(verb, code.I, code.N) is { } target ? new Button(verb, new RunId(code.R), target, "", "", AsksFirst: code.D == 1) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Code
    {
        [JsonPropertyName("v")]
        public Verb? V { get; init; }

        [JsonPropertyName("r")]
        public long R { get; init; }

        [JsonPropertyName("i")]
        public string? I { get; init; }

        [JsonPropertyName("n")]
        public int N { get; init; }

        [JsonPropertyName("d")]
        public int D { get; init; }
    }
}
