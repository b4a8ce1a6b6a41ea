namespace Tinedy.ChatOps.Slack.BlockKit;

/// <summary>How much Slack takes of everything (its Block Kit reference); more is refused as <c>invalid_blocks</c> and nothing is shown at all.</summary>
internal static class Limits
{
    public const int ViewBlocks = 100;
    public const int SectionText = 3_000;
    public const int HeaderText = 150;
    public const int ButtonText = 75;
    public const int Title = 24;
    public const int OptionText = 75;
    public const int OptionValue = 75;
    public const int Options = 100;
    public const int InputText = 3_000;
    public const int InputLabel = 2_000;
    public const int OverflowOptions = 5;

    /// <summary>Of a message's <c>text</c>: what <c>chat.update</c> takes.</summary>
    public const int MessageText = 4_000;

    /// <summary>Our own, below Slack's: a message with more is slow to draw on a phone.</summary>
    public const int OwnMessageBlocks = 45;

    /// <inheritdoc cref="OwnMessageBlocks"/>
    public const int OwnMessageLetters = 13_000;

    /// <summary>Below the 250 KB that a view may have.</summary>
    public const int OwnViewLetters = 150_000;
}
