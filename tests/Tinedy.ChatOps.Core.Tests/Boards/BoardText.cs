using System.Collections.Immutable;
using System.Text;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Boards;

/// <summary>A board as plain text, in the order of the record: what a surface without colour would show.</summary>
internal static class BoardText
{
    public static string Draw(Board board)
    {
        var text = new StringBuilder();
        Line($"aloud: {Say(board.Aloud)}");
        Line(Say(board.Header));
        Line(Say(board.Id));
        if (!board.Now.IsEmpty) Line($"Now: {Say(board.Now)}{Buttons(board.NowButtons)}");
        foreach (var row in board.Attention) Row(row);
        if (board.Active is { } panel)
        {
            Line($"== {Say(panel.Heading)}");
            foreach (var section in panel.Sections)
            {
                if (!section.Heading.IsEmpty) Line($"{Mark(section.Mark)} {Say(section.Heading)}");
                foreach (var row in section.Rows) Row(row, "  ");
            }
        }
        foreach (var phase in board.Phases) Line($"-- {Say(phase.Text)}");
        Line((Buttons(board.Buttons) + (board.More.IsEmpty ? "" : $" [v {string.Join(" | ", board.More.Select(button => button.Label))} ]")).Trim());
        Line(Say(board.Facts));
        return text.ToString();

        void Line(string line) => text.Append(line.TrimEnd()).Append('\n');

        void Row(Row row, string indent = "")
        {
            Line($"{indent}{Mark(row.Mark)} {Say(row.Text)}{Buttons(row.Buttons)}");
            foreach (var output in row.Output) Line($"{indent}    | {output}");
            foreach (var detail in row.Details) Line($"{indent}    {Say(detail)}");
        }
    }

    public static IEnumerable<Button> AllButtons(Board board) =>
        [.. board.NowButtons, .. board.Attention.SelectMany(row => row.Buttons),
            .. board.Active?.Sections.SelectMany(section => section.Rows).SelectMany(row => row.Buttons) ?? [], .. board.Buttons, .. board.More];

    public static IEnumerable<Prose> AllProse(Board board) =>
        [board.Header, board.Id, board.Now, board.Facts, board.Aloud, .. board.Attention.SelectMany(row => row.Details.Insert(0, row.Text)),
            .. board.Active?.Sections.SelectMany(section => section.Rows.SelectMany(row => row.Details.Insert(0, row.Text)).Append(section.Heading)) ?? [],
            .. board.Phases.Select(phase => phase.Text)];

    private static string Say(Prose prose) => prose.ToString(TimeZoneInfo.Utc);

    private static string Buttons(ImmutableArray<Button> buttons) => string.Concat(buttons.Select(button => button.Danger ? $"  (! {button.Label} )" : $"  ( {button.Label} )"));

    private static string Mark(Mark mark) => mark switch
    {
        Tinedy.ChatOps.Presentation.Boards.Mark.Open => "[ ]",
        Tinedy.ChatOps.Presentation.Boards.Mark.Done => "[x]",
        Tinedy.ChatOps.Presentation.Boards.Mark.Skipped => "[-]",
        Tinedy.ChatOps.Presentation.Boards.Mark.Running => "[>]",
        Tinedy.ChatOps.Presentation.Boards.Mark.Failed or Tinedy.ChatOps.Presentation.Boards.Mark.Gap => "[!]",
        Tinedy.ChatOps.Presentation.Boards.Mark.Unknown => "[?]",
        _ => "   ",
    };
}
