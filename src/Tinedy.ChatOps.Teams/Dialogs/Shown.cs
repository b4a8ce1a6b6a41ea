using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.Teams.Kit;

namespace Tinedy.ChatOps.Teams.Dialogs;

/// <summary>What a dialog shows.</summary>
/// <param name="Title">At the top of its window.</param>
internal sealed record Shown(string Title, Card Card)
{
    /// <summary>One thing that is said: that something was refused, or is being read.</summary>
    public static Shown Saying(string title, Prose text) => new(title, Posts.Private([text]));

    public static Shown Refused(Prose why) => Saying("Nothing changed", why);

    public static Shown Of(string title, ImmutableArray<Element> body, Markup markup, string aloud) => new(title, new Card(aloud, body) { Msteams = markup.Card });
}
