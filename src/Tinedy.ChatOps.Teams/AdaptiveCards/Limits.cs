namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>How much Teams takes; more is refused with 413 and nothing is shown at all.</summary>
internal static class Limits
{
    /// <summary>
    /// Letters of a card's JSON. Teams counts a message in UTF-16 and advises to stay below 80 KB (its "Format your bot messages"); ours is
    /// 60 KB, with room for what is around the card.
    /// </summary>
    public const int CardLetters = 29_000;

    /// <summary>Of one text: a paragraph that nobody scrolls through.</summary>
    public const int Text = 3_000;

    public const int InputText = 3_000;

    /// <summary>Of a dialog's title: what a phone shows.</summary>
    public const int Title = 40;

    public const int Tooltip = 75;

    /// <summary>Of a summary, which a notification cuts anyway.</summary>
    public const int Summary = 1_000;
}
