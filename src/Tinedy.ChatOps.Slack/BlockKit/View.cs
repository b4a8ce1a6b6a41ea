using System.Collections.Immutable;

namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>A modal, or a person's App Home.</summary>
/// <param name="Type"><c>modal</c> or <c>home</c>.</param>
internal sealed record View(string Type, ImmutableArray<Block> Blocks)
{
    public TextObject? Title { get; init; }

    /// <summary>Needed where there is an input.</summary>
    public TextObject? Submit { get; init; }

    public TextObject? Close { get; init; }

    /// <summary>What comes back with every act in the view, at most 3,000 letters. Never a secret.</summary>
    public string? PrivateMetadata { get; init; }
}
