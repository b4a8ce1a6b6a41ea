using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>Something that a card shows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(RichTextBlock), "RichTextBlock")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(ColumnSet), "ColumnSet")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
[JsonDerivedType(typeof(TextInput), "Input.Text")]
[JsonDerivedType(typeof(ChoiceInput), "Input.ChoiceSet")]
internal abstract record Element
{
    private Element() { }

    public string? Id { get; init; }

    /// <summary><c>none</c>, <c>small</c>, <c>medium</c>; null: as usual.</summary>
    public string? Spacing { get; init; }

    public bool? Separator { get; init; }

    /// <summary>Text with Markdown, mentions and times; written by <c>Drawing.Markup</c> alone.</summary>
    public sealed record TextBlock(string Text) : Element
    {
        public bool Wrap { get; } = true;

        public string? Size { get; init; }

        public string? Weight { get; init; }

        public string? Color { get; init; }

        public bool? IsSubtle { get; init; }

        /// <summary><c>heading</c>: screen readers jump to it.</summary>
        public string? Style { get; init; }
    }

    /// <summary>Text letter by letter: nothing in it is Markdown.</summary>
    public sealed record RichTextBlock(ImmutableArray<TextRun> Inlines) : Element;

    public sealed record Container(ImmutableArray<Element> Items) : Element
    {
        public string? Style { get; init; }
    }

    public sealed record ColumnSet(ImmutableArray<Column> Columns) : Element
    {
        public CardAction? SelectAction { get; init; }
    }

    public sealed record ActionSet(ImmutableArray<CardAction> Actions) : Element;

    public sealed record TextInput : Element
    {
        public required string Label { get; init; }

        public bool? IsRequired { get; init; }

        public string? ErrorMessage { get; init; }

        public string? Value { get; init; }

        public bool? IsMultiline { get; init; }

        public int MaxLength { get; init; } = Limits.InputText;
    }

    public sealed record ChoiceInput(ImmutableArray<Choice> Choices) : Element
    {
        public required string Label { get; init; }

        public bool? IsRequired { get; init; }

        public string? ErrorMessage { get; init; }

        public string? Value { get; init; }

        /// <summary><c>expanded</c>: radio buttons; <c>compact</c>: a menu.</summary>
        public string? Style { get; init; }

        public bool Wrap { get; } = true;
    }
}

/// <param name="Width"><c>stretch</c> or <c>auto</c>.</param>
internal sealed record Column(string Width, ImmutableArray<Element> Items)
{
    public string Type { get; } = "Column";

    public string? VerticalContentAlignment { get; init; }
}

internal sealed record TextRun(string Text)
{
    public string Type { get; } = "TextRun";

    public string? FontType { get; init; }

    public string? Size { get; init; }
}

internal sealed record Choice(string Title, string Value);
