using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <summary>The board in every state of the conversation, for the paper checklist and for one of 400 items.</summary>
public sealed class BoardTests
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

    [Fact]
    public void A_checklist_of_400_items_fits_in_every_state_of_its_run()
    {
        var story = new Story(Paper.Read(Big.Text));
        Fits(story);
        story.Ran("1.1.3", outcome: null);
        Fits(story);
        Fits(story.Ended("1.1.3", Core.Runs.Outcome.Failed));
        Fits(story.Ran("1.1.3", Core.Runs.Outcome.Unknown));
        Fits(story.Done(Crew.Dba, new Core.Runs.Command.Judge("1.1.3", Done: true, Big.Long)).Done(Crew.DevOps, new Core.Runs.Command.Judge("1.1.3", Done: true, Big.Long)));
        Fits(story.Finished());
        Fits(story.Done(Crew.Dba, new Core.Runs.Command.Sign("Database Administrator", null, Big.Long)));
        Fits(story.RollingBack());
        Fits(story.Ran("11.1.1", outcome: null));
    }

    [Fact]
    public void Whatever_people_do_everything_that_is_shown_fits() => Walk.Always(walk =>
    {
        var seen = 0;
        foreach (var stride in walk.Strides)
        {
            seen += stride.Entries.Length;
            Drawn.AllFits(Drawn.ScreenOf(stride.After, Crew.House, [.. walk.Journal.Take(seen + 1)], stride.Entries[^1].At));
        }
    });

    private static void Fits(Story story) => Drawn.AllFits(Drawn.ScreenOf(story.Run, story.House, story.Journal, story.Now));

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;
}
