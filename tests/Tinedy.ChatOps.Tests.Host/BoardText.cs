using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Tests.Host;

/// <summary>A board with everything on it as lines of text, so that two can be held side by side, and its buttons to press.</summary>
public sealed record BoardText(int Version, ImmutableArray<string> Lines, ImmutableArray<Button> Buttons)
{
    public static BoardText Of(Screen screen)
    {
        var board = screen.Board;
        IEnumerable<Prose> lines =
        [
            board.Header, board.Id, board.Now, .. board.Attention.SelectMany(Row),
            .. board.Active is { } active ? active.Sections.SelectMany(section => section.Rows.SelectMany(Row).Prepend(section.Heading)).Prepend(active.Heading) : [],
            .. board.Phases.Select(phase => phase.Text), board.Facts, board.Aloud,
        ];
        return new(board.Version, [.. lines.Select(line => line.ToString()), screen.Head], [.. ButtonsOf(screen)]);
    }

    private static IEnumerable<Prose> Row(Row row) => [(Prose)$"{row.Mark.ToString()} {row.Text}", .. row.Details, .. row.Output.Select(line => (Prose)$"{line}")];

    private static IEnumerable<Button> ButtonsOf(Screen screen)
    {
        var board = screen.Board;
        var rows = board.Attention.Concat(screen.Panels.SelectMany(panel => panel.Sections).SelectMany(section => section.Rows));
        return board.NowButtons.Concat(rows.SelectMany(row => row.Buttons)).Concat(board.Buttons).Concat(board.More);
    }
}
