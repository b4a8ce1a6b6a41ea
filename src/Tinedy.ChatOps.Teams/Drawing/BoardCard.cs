using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>The board as one card, always in the order of <see cref="Board"/> and always within what Teams takes.</summary>
internal static class BoardCard
{
    /// <summary>Letters of a row: an item's text may be a paragraph, and thirty of them must fit.</summary>
    private const int RowLetters = 500;

    private const string Rows = "rows";
    private const string Phases = "phases";

    /// <param name="token">Names the message that the card stands in, see <see cref="CardState.Token"/>; empty: its client does not ask for it again.</param>
    public static Card Draw(Board board, string tenant, string token)
    {
        var rows = board.Active?.Sections.Sum(section => section.Rows.Length) ?? 0;
        for (var shown = rows; ; shown--)
        {
            var card = Draw(board, tenant, token, shown, rows - shown);
            if (shown == 0 || TeamsJson.Write(card).Length <= Limits.CardLetters) return card;
        }
    }

    /// <summary>In the place of a board that another one has followed.</summary>
    public static Card Retired(Prose why, string tenant)
    {
        var markup = new Markup(tenant);
        return new(Markup.Aloud(why), [new Element.TextBlock(markup.Write(why)) { IsSubtle = true }]) { Msteams = markup.Card };
    }

    private static Card Draw(Board board, string tenant, string token, int shown, int hidden)
    {
        var markup = new Markup(tenant);
        var carry = new CardState(CardState.Press) { OnBoard = true };
        var flow = new CardBuilder(markup, button => ButtonWriter.Of(button, carry));
        flow.Add(new Element.TextBlock(markup.Write(board.Header, 300)) { Size = "large", Weight = "bolder", Style = "heading" }).Faint(board.Id, 600);
        if (!board.Now.IsEmpty) flow.Add(new Element.TextBlock($"**Now:** {markup.Write(board.Now, 1_000)}")).Buttons(board.NowButtons.Select(button => ButtonWriter.Of(button, carry)));
        foreach (var row in board.Attention) flow.Row(row, RowLetters);
        if (board.Active is { } panel)
        {
            flow.Add(Folding(markup.Write(panel.Heading, 300), Rows));
            flow.Add(new Element.Container(PanelOf(panel, markup, carry, shown, hidden)) { Id = Rows, Spacing = "small" });
        }
        if (!board.Phases.IsEmpty)
        {
            flow.Add(Folding("All parts", Phases));
            flow.Add(new Element.Container([.. board.Phases.Select(phase => new Element.TextBlock(markup.Write(phase.Text, 200)) { Spacing = "none" })]) { Id = Phases, Spacing = "small" });
        }
        flow.Buttons(board.Buttons.Select(button => ButtonWriter.Of(button, carry)));
        // All phases stands in the open, and beside it what is needed seldom behind the dots.
        flow.Buttons(board.More.Select(button => button.Verb == Verb.AllPhases ? ButtonWriter.Of(button, carry) : ButtonWriter.Of(button, carry) with { Mode = "secondary" }));
        flow.Faint(board.Facts, 1_000);
        return new(Markup.Aloud(board.Aloud), flow.Elements) { Msteams = markup.Card, Refresh = token.Length == 0 ? null : ButtonWriter.Refreshing(board.Run.Number, token) };
    }

    /// <summary>A heading that folds what is beneath it, for whoever wants to get past it.</summary>
    private static Element.ColumnSet Folding(string heading, string what) => new([new("stretch", [new Element.TextBlock(heading) { Size = CardBuilder.HeadingSize, Weight = "bolder", Style = "heading" }])])
    {
        Separator = true,
        SelectAction = new CardAction.ToggleVisibility("Fold or unfold", [what]),
    };

    private static ImmutableArray<Element> PanelOf(Panel panel, Markup markup, CardState carry, int shown, int hidden)
    {
        var flow = new CardBuilder(markup, button => ButtonWriter.Of(button, carry));
        foreach (var section in panel.Sections)
        {
            if (shown == 0 && section.Rows.Length > 0) break;
            flow.Line(section.Mark == Mark.Done ? (Prose)$"{(Prose)Mark.Done.Sign()} {section.Heading}" : section.Heading, 300);
            foreach (var row in section.Rows.Take(shown)) flow.Row(row, RowLetters);
            shown -= Math.Min(shown, section.Rows.Length);
        }
        if (hidden > 0) flow.Line($"{hidden} more. All phases… shows them.");
        return flow.Elements;
    }
}
