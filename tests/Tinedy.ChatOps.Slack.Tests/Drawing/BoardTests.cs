using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <inheritdoc/>
public sealed class BoardTests() : DrawingContract(Drawn.AllFits)
{
    protected override string MomentMark => "<!date";

    protected override string Here => File();

    protected override void BoardFits(Board board) => Drawn.BoardFits(board);

    protected override string Words(Board board) => Drawn.Words(Draw(board));

    protected override string Aloud(Board board) => Draw(board).Text;

    private static Message Draw(Board board) => BoardMessage.Draw(board, Drawn.Markup);

    private static string File([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;

    [Fact]
    public void Every_update_has_new_block_ids_and_the_same_content_the_same()
    {
        var before = BoardMessage.Draw(Night.States["B-half-done"](), Drawn.Markup);
        var same = BoardMessage.Draw(Night.States["B-half-done"](), Drawn.Markup);
        var after = BoardMessage.Draw(Night.States["C-step-running"](), Drawn.Markup);

        same.Blocks.Select(block => block.BlockId).ShouldBe(before.Blocks.Select(block => block.BlockId));
        after.Blocks.Select(block => block.BlockId).Intersect(before.Blocks.Select(block => block.BlockId)).ShouldBeEmpty();
    }
}
