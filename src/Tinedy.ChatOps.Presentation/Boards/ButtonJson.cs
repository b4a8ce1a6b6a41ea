using System.Text.Json;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>
/// A button with its words, as a line of the local chat keeps it. Lines outlive versions of the service, so this form stays, however a
/// button is made. One that is read and means nothing any more is null.
/// </summary>
internal sealed class ButtonJson : JsonConverter<Button>
{
    public override Button? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<Kept>(ref reader)?.ToButton();

    public override void Write(Utf8JsonWriter writer, Button value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, Kept.Of(value));

    private sealed record Kept(Verb Verb, RunId Run, string? Item, int Version, string Label, string Accessible, bool Danger, bool OpensDialog)
    {
        public static Kept Of(Button button) =>
            new(button.Verb, button.Run, button.Target.Name, button.Target.Beside, button.Label, button.Accessible, button.Danger, button.AsksFirst);

        public Button? ToButton() => Enum.IsDefined(Verb) && ButtonTarget.Read(Verb, Item, Version) is { } target
            ? new(Verb, Run, target, OpensDialog ? Label.TrimEnd('…') : Label, Accessible, OpensDialog, Danger)
            : null;
    }
}
