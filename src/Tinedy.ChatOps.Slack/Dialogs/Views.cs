using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Dialogs;

/// <summary>Modals that say one thing: that something is being read, or that it was refused.</summary>
internal static class Views
{
    public static View Reading(string what) => Saying("One moment", (Prose)$"Reading {what}…", new Markup(""));

    public static View Refused(Prose why, Markup markup) => Saying("Nothing changed", why, markup);

    public static View Saying(string title, Prose text, Markup markup) => Modal(title, [new Block.Section(TextObject.Marked(markup.Write(text)))]);

    public static View Modal(string title, ImmutableArray<Block> blocks) => new("modal", blocks)
    {
        Title = TextObject.Plain(title, Limits.Title),
        Close = TextObject.Plain("Close"),
    };
}
