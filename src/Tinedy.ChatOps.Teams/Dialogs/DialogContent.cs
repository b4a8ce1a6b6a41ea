using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Dialogs;

/// <summary>What a dialog shows.</summary>
/// <param name="Title">At the top of its window.</param>
internal sealed record DialogContent(string Title, Card Card)
{
    /// <summary>One thing that is said: that something was refused, or is being read.</summary>
    public static DialogContent Saying(string title, Prose text) => new(title, Posts.Private([text]));

    public static DialogContent Refused(Prose why) => Saying("Nothing changed", why);

    public static DialogContent Of(string title, ImmutableArray<Element> body, Markup markup, string aloud) => new(title, new Card(aloud, body) { Msteams = markup.Card });
}
