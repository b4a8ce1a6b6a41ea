using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Dialogs;

/// <summary>Any phase with every item and its buttons, for one person: what does not fit on the board.</summary>
internal static class PhasesView
{
    public const string Choose = "phase";
    public const string Turn = "turn";

    private const int RowLetters = 1_000;

    /// <summary>Three blocks a row at most (a heading, the row, its buttons), and room for the frame.</summary>
    private const int RowsAPage = 30;

    /// <summary>The part where the work is.</summary>
    public static View Draw(Screen screen, Markup markup, ViewState memory)
    {
        var active = screen.Panels.ToList().FindIndex(panel => panel.Key == screen.Board.Active?.Key);
        return Draw(screen, memory with { Phases = screen.Run.Id.Number, Panel = Math.Max(0, active) }, markup);
    }

    public static View Draw(Screen screen, ViewState memory, Markup markup)
    {
        if (screen.Panels.IsEmpty) return Views.Saying("All phases", $"Run {screen.Run.Id} has no phases.", markup);
        memory = memory with { Panel = Math.Clamp(memory.Panel, 0, screen.Panels.Length - 1) };
        var rows = screen.Panels[memory.Panel].Sections.SelectMany(section => section.Rows.Select((row, at) => (Section: section, Row: row, IsFirst: at == 0))).ToList();
        memory = memory with { From = Math.Clamp(memory.From / RowsAPage * RowsAPage, 0, Math.Max(0, rows.Count - 1) / RowsAPage * RowsAPage) };

        var flow = new BlockBuilder(markup).Line(markup.Write(screen.Board.Header, 300)).Block(new Block.Actions([Chooser(screen, memory.Panel)]));
        foreach (var (section, row, isFirst) in rows.Skip(memory.From).Take(RowsAPage))
        {
            if (isFirst && !section.Heading.IsEmpty) flow.Line($"*{markup.Write(section.Heading, 300)}*");
            flow.Row(row, RowLetters);
        }
        if (rows.Count > RowsAPage) flow.Block(new Block.Actions(Turns(memory.From, rows.Count)));
        flow.Line(markup.Write($"Only you see this. {screen.Board.Facts}", 1_000));
        return Views.Modal(FormattableString.Invariant($"Run {screen.Run.Id}"), [.. WithinLetters(flow.Blocks)]) with { PrivateMetadata = memory.Write() };
    }

    private static Element.StaticSelect Chooser(Screen screen, int chosen)
    {
        var options = screen.Panels.Take(Limits.Options).Select((panel, at) =>
            new Option(TextObject.Plain(Legible.Visible(panel.Heading.ToString()), Limits.OptionText), at.ToString(CultureInfo.InvariantCulture))).ToImmutableArray();
        return new Element.StaticSelect(Choose, TextObject.Plain("Another phase"), options, chosen < options.Length ? options[chosen] : null);
    }

    private static ImmutableArray<Element> Turns(int from, int rows)
    {
        var turns = ImmutableArray.CreateBuilder<Element>();
        if (from > 0) turns.Add(ToRow("Earlier items", from - RowsAPage, 1));
        if (from + RowsAPage < rows) turns.Add(ToRow("Later items", from + RowsAPage, 2));
        return turns.ToImmutable();
    }

    private static Element.Button ToRow(string label, int from, int number) =>
        new(FormattableString.Invariant($"{Turn}:{number}"), TextObject.Plain(label)) { Value = from.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Slack takes a view of 250 KB; a phase of very long items is cut, and says so.</summary>
    private static IEnumerable<Block> WithinLetters(IReadOnlyList<Block> blocks)
    {
        var letters = 0;
        var kept = blocks.TakeWhile(block => (letters += SlackJson.Write(block).Length) <= Limits.OwnViewLetters).ToList();
        return kept.Count == blocks.Count
            ? kept
            : kept.Append(new Block.Section(TextObject.Marked(FormattableString.Invariant($"{blocks.Count - kept.Count} more. The console shows the whole run."))));
    }
}
