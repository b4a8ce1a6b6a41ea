using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <inheritdoc/>
public sealed class BoardTests() : DrawingContract(DrawnBlocks.AllFits)
{
    protected override string MomentMark => "<!date";

    protected override string Here => File();

    protected override void BoardFits(Board board) => DrawnBlocks.BoardFits(board);

    protected override string Words(Board board) => DrawnBlocks.Words(Draw(board));

    protected override string Aloud(Board board) => Draw(board).Text;

    private static Message Draw(Board board) => BoardMessage.Draw(board, DrawnBlocks.Markup);

    private static string File([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;

    [Fact]
    public void Every_update_has_new_block_ids_and_the_same_content_the_same()
    {
        var before = BoardMessage.Draw(ExampleRun.States["B-half-done"](), DrawnBlocks.Markup);
        var same = BoardMessage.Draw(ExampleRun.States["B-half-done"](), DrawnBlocks.Markup);
        var after = BoardMessage.Draw(ExampleRun.States["C-step-running"](), DrawnBlocks.Markup);

        same.Blocks.Select(block => block.BlockId).ShouldBe(before.Blocks.Select(block => block.BlockId));
        after.Blocks.Select(block => block.BlockId).Intersect(before.Blocks.Select(block => block.BlockId)).ShouldBeEmpty();
    }
}
