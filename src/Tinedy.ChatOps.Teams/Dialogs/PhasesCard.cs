using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Dialogs;

/// <summary>Any phase with every item and its buttons, for one person: what does not stand on the board.</summary>
internal static class PhasesCard
{
    /// <summary>The field in which another phase is chosen.</summary>
    public const string Field = "panel";

    private const int RowLetters = 1_000;
    private const int RowsAPage = 20;

    /// <param name="memory">Without a panel: the part where the work is.</param>
    public static DialogContent Draw(Screen screen, CardState memory)
    {
        if (screen.Panels.IsEmpty) return DialogContent.Saying("All phases", $"Run {screen.Run.Id} has no phases.");
        var panel = Math.Clamp(memory.Panel ?? screen.Panels.ToList().FindIndex(one => one.Key == screen.Board.Active?.Key), 0, screen.Panels.Length - 1);
        var rows = screen.Panels[panel].Sections.SelectMany(section => section.Rows.Select((row, at) => (Section: section, Row: row, IsFirst: at == 0))).ToList();
        var from = Math.Clamp(memory.From ?? 0, 0, Math.Max(0, rows.Count - 1));
        memory = new(CardState.Turn) { Run = screen.Run.Id.Number, Panel = panel, From = from };

        for (var shown = Math.Min(RowsAPage, rows.Count - from); ; shown--)
        {
            var card = Draw(screen, memory, [.. rows.Skip(from).Take(shown)], from, rows.Count);
            if (shown == 0 || TeamsJson.Write(card.Card).Length <= Limits.CardLetters) return card;
        }
    }

    private static DialogContent Draw(Screen screen, CardState memory, ImmutableArray<(PanelSection Section, Row Row, bool IsFirst)> rows, int from, int all)
    {
        var markup = Markup.Private();
        var flow = new CardBuilder(markup, button => ButtonWriter.InDialog(button, memory)).Line(screen.Board.Header, 300);
        flow.Add(Chooser(screen, memory.Panel!.Value)).Buttons([ButtonWriter.Sends("Show", memory with { Panel = null, From = null })]);
        foreach (var (section, row, isFirst) in rows)
        {
            if (isFirst) flow.Heading(section.Heading);
            flow.Row(row, RowLetters);
        }
        flow.Buttons(Turns(memory, from, from + rows.Length, all));
        flow.Faint($"Only you see this. {screen.Board.Facts}", 1_000);
        return DialogContent.Of(FormattableString.Invariant($"Run {screen.Run.Id}"), flow.Elements, markup, Markup.Aloud(screen.Board.Aloud));
    }

    private static Element.ChoiceInput Chooser(Screen screen, int chosen) =>
        new([.. screen.Panels.Select((panel, at) => new Choice(Legible.Cut(Legible.Visible(panel.Heading.ToString()), 100), at.ToString(CultureInfo.InvariantCulture)))])
        {
            Id = Field,
            Label = "Phase",
            Value = chosen.ToString(CultureInfo.InvariantCulture),
            Style = "compact",
        };

    private static IEnumerable<CardAction> Turns(CardState memory, int from, int to, int all)
    {
        if (from > 0) yield return ButtonWriter.Sends("Earlier items", memory with { From = Math.Max(0, from - RowsAPage) });
        if (to < all) yield return ButtonWriter.Sends("Later items", memory with { From = to });
    }
}
