using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>What one run needs a person for.</summary>
/// <param name="About">The row that tells of it; null when the head of the board says everything.</param>
public sealed record OpenDecision(Run Run, Board Board, Row? About)
{
    private const int ErrorLetters = 160;

    /// <summary>Null when nobody has to do anything at once.</summary>
    public static OpenDecision? Of(Screen screen)
    {
        var board = screen.Board;
        var about = board.Attention.FirstOrDefault(row => row.Mark is Mark.Failed or Mark.Unknown && !row.Buttons.IsDefaultOrEmpty);
        var isMissed = board.State == BoardState.Scheduled && !board.NowButtons.IsEmpty;
        return about is not null || isMissed || IsPressing(board) ? new(screen.Run, board, about) : null;
    }

    /// <summary>An alert or a decision: the only things that interrupt whoever listens.</summary>
    public bool IsUrgent => IsPressing(Board);

    /// <summary>Somebody has said that they are on it.</summary>
    public bool IsTaken => IsUrgent && Board.NowButtons.IsEmpty;

    /// <summary>Who is on it; null: nobody has said so.</summary>
    public Actor? Taker => !IsTaken ? null : Run.OpenAlert is { } alert ? alert.Answer?.By : Run.Undecided.Select(item => Run[item].DecidedBy?.By).FirstOrDefault();

    /// <summary>Another alert, step or state is another decision; what is said about it may change meanwhile.</summary>
    public string Key => $"{Board.Run}/{Board.State}/{About?.Key}";

    /// <summary>What it is, in one line: of a run that goes on meanwhile, what is asked and not how far the run is.</summary>
    public Prose Headline => !IsUrgent && About is not null ? About.Text : Board.Header;

    /// <summary>Which criterion or step it is about and how that ended, what is needed, and who is called.</summary>
    public ImmutableArray<Prose> Said => (IsUrgent, About) switch
    {
        (true, { } about) => [about.Text, .. Error(about), Board.Now],
        (false, { } about) => [.. about.Details, Board.Header],
        _ => [Board.Now],
    };

    /// <summary>The same in one sentence: for ears, and where it is folded.</summary>
    public Prose Sentence => IsUrgent || About is null ? Board.Now : Prose.Join(" ", [About.Text, .. About.Details.Take(1)]);

    /// <summary>What can be decided beside taking it. What was printed is read on the board.</summary>
    public ImmutableArray<Button> Choices =>
        [.. (About?.Buttons ?? []).Where(button => button.Verb != Verb.FullOutput && !Board.NowButtons.Any(first => first.Verb == button.Verb))];

    /// <summary>The last thing that a failed step printed.</summary>
    private static IEnumerable<Prose> Error(Row about) =>
        about.Output.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } last ? [$"{Legible.Cut(last.Trim(), ErrorLetters)}"] : Enumerable.Empty<Prose>();

    private static bool IsPressing(Board board) => board.State is BoardState.Alert or BoardState.NeedsDecision;
}
