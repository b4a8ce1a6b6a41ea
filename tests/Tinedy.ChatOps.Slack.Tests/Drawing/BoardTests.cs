using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <summary>The board in every state of the conversation, for the paper checklist and for one of 400 items.</summary>
public sealed class BoardTests() : FittingContract(Drawn.AllFits)
{
    public static TheoryData<string> States => [.. Night.States.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_reads_as_the_conversation_draws_it_and_fits(string state)
    {
        var board = Night.States[state]();
        Drawn.BoardFits(board);
        Golden.Match(Drawn.Words(BoardMessage.Draw(board, Drawn.Markup)), state, Here());
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Without_its_emoji_a_board_says_the_same(string state)
    {
        var message = BoardMessage.Draw(Night.States[state](), Drawn.Markup);
        message.Text.ShouldNotContain("<!date");
        foreach (var row in Drawn.Words(message).Split('\n').Where(line => line.StartsWith('❌') || line.StartsWith('❓') || line.StartsWith('⏳')))
            new[] { "failed", "Failed", "unknown", "running", "Aborted", "stopped", "cancelled", "Alert", "Page", "Glass broken" }.ShouldContain(word => row.Contains(word, StringComparison.Ordinal), row);
    }

    [Fact]
    public void Every_update_has_new_block_ids_and_the_same_content_the_same()
    {
        var before = BoardMessage.Draw(Night.States["B-half-done"](), Drawn.Markup);
        var same = BoardMessage.Draw(Night.States["B-half-done"](), Drawn.Markup);
        var after = BoardMessage.Draw(Night.States["C-step-running"](), Drawn.Markup);

        same.Blocks.Select(block => block.BlockId).ShouldBe(before.Blocks.Select(block => block.BlockId));
        after.Blocks.Select(block => block.BlockId).Intersect(before.Blocks.Select(block => block.BlockId)).ShouldBeEmpty();
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;
}
