using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>A block of a message or a view.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Header), "header")]
[JsonDerivedType(typeof(Section), "section")]
[JsonDerivedType(typeof(Actions), "actions")]
[JsonDerivedType(typeof(Context), "context")]
[JsonDerivedType(typeof(Input), "input")]
[JsonDerivedType(typeof(Divider), "divider")]
internal abstract record Block
{
    private Block() { }

    /// <summary>New at every update of a message, or clients show what they had (Block Kit reference); of an input: its field's name.</summary>
    public string? BlockId { get; init; }

    public sealed record Header(TextObject Text) : Block;

    public sealed record Section(TextObject Text, Element? Accessory = null) : Block
    {
        /// <summary>Without it a tall section folds behind "Show more".</summary>
        public bool Expand { get; } = true;
    }

    public sealed record Actions(ImmutableArray<Element> Elements) : Block;

    public sealed record Context(ImmutableArray<TextObject> Elements) : Block;

    public sealed record Input(TextObject Label, Element Element, bool Optional, TextObject? Hint = null) : Block;

    public sealed record Divider : Block;
}
