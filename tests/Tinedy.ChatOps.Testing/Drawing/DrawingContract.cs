using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Core.Tests;

/// <summary>The board in every state of the conversation, told once for every platform that draws it.</summary>
public abstract class DrawingContract(Action<Screen> allFits) : FittingContract(allFits)
{
    private static readonly string[] Spoken =
        ["failed", "Failed", "unknown", "running", "Aborted", "stopped", "cancelled", "Alert", "Page", "Glass broken"];

    public static TheoryData<string> States => [.. ExampleRun.States.Keys];

    /// <summary>How the platform begins a moment that its client shows in the reader's own zone; read aloud it would be noise.</summary>
    protected abstract string MomentMark { get; }

    /// <summary>A file in the folder beside which the golden files lie.</summary>
    protected abstract string Here { get; }

    /// <summary>Holds the drawn board against the platform's rules.</summary>
    protected abstract void BoardFits(Board board);

    /// <summary>The drawn board as a person reads it.</summary>
    protected abstract string Words(Board board);

    /// <summary>What is read aloud of the drawn board.</summary>
    protected abstract string? Aloud(Board board);

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_reads_as_the_conversation_draws_it_and_fits(string state)
    {
        var board = ExampleRun.States[state]();
        BoardFits(board);
        Golden.Match(Words(board), state, Here);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Without_its_emoji_a_board_says_the_same(string state)
    {
        var board = ExampleRun.States[state]();
        Aloud(board).ShouldNotBeNull().ShouldNotContain(MomentMark);
        foreach (var row in Words(board).Split('\n').Where(line => line.StartsWith('❌') || line.StartsWith('❓') || line.StartsWith('⏳')))
            Spoken.ShouldContain(word => row.Contains(word, StringComparison.Ordinal), row);
    }
}
