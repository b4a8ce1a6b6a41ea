using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>Something in a block that can be pressed, chosen or filled in.</summary>
/// <param name="ActionId">Unique within its block.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Button), "button")]
[JsonDerivedType(typeof(Overflow), "overflow")]
[JsonDerivedType(typeof(StaticSelect), "static_select")]
[JsonDerivedType(typeof(RadioButtons), "radio_buttons")]
[JsonDerivedType(typeof(TextInput), "plain_text_input")]
internal abstract record Element(string ActionId)
{
    /// <param name="Style"><c>danger</c> or <c>primary</c>; null for neither.</param>
    public sealed record Button(string ActionId, TextObject Text) : Element(ActionId)
    {
        public string? Value { get; init; }

        public string? Url { get; init; }

        public string? Style { get; init; }

        public string? AccessibilityLabel { get; init; }
    }

    public sealed record Overflow(string ActionId, ImmutableArray<Option> Options) : Element(ActionId);

    public sealed record StaticSelect(string ActionId, TextObject Placeholder, ImmutableArray<Option> Options, Option? InitialOption = null) : Element(ActionId);

    public sealed record RadioButtons(string ActionId, ImmutableArray<Option> Options, Option? InitialOption = null) : Element(ActionId);

    public sealed record TextInput(string ActionId, bool Multiline, int MaxLength, string? InitialValue = null) : Element(ActionId);
}

internal sealed record Option(TextObject Text, string Value);
