using System.Collections.Immutable;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>What one run needs a person for.</summary>
/// <param name="About">The row that tells of it; null when the head of the board says everything.</param>
public sealed record OpenDecision(Board Board, Row? About)
{
    /// <summary>Null when nobody has to do anything at once.</summary>
    public static OpenDecision? Of(Board board)
    {
        var about = board.Attention.FirstOrDefault(row => row.Mark is Mark.Failed or Mark.Unknown && !row.Buttons.IsDefaultOrEmpty);
        var isMissed = board.State == BoardState.Scheduled && !board.NowButtons.IsEmpty;
        return about is not null || isMissed || IsPressing(board) ? new(board, about) : null;
    }

    /// <summary>An alert or a decision: the only things that interrupt whoever listens.</summary>
    public bool IsUrgent => IsPressing(Board);

    /// <summary>Somebody has said that they are on it.</summary>
    public bool IsTaken => IsUrgent && Board.NowButtons.IsEmpty;

    /// <summary>Another alert, step or state is another decision; what is said about it may change meanwhile.</summary>
    public string Key => $"{Board.Run}/{Board.State}/{About?.Key}";

    /// <summary>The decision itself: to take it first, then what can be decided. What was printed is read on the board.</summary>
    public ImmutableArray<Button> Buttons =>
    [
        .. Board.NowButtons,
        .. (About?.Buttons ?? []).Where(button => button.Verb != Verb.FullOutput && !Board.NowButtons.Any(first => first.Verb == button.Verb)),
    ];

    private static bool IsPressing(Board board) => board.State is BoardState.Alert or BoardState.NeedsDecision;
}
