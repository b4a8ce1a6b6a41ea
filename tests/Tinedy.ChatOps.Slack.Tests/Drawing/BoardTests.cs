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
            new[] { "failed", "Failed", "unknown", "running", "Aborted", "stopped", "cancelled" }.ShouldContain(word => row.Contains(word, StringComparison.Ordinal), row);
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

/// <summary>A checklist of 400 items whose words are as long and as nasty as words can be.</summary>
internal static class Big
{
    public static string Long { get; } = string.Concat(Enumerable.Repeat("<&> *so* _long_ `code` ", 130))[..2_990];

    public static string Text { get; } = string.Concat(
        "# Big\n",
        string.Concat(Enumerable.Range(1, 10).Select(phase => $"## Phase {phase} {Long[..200].Replace("<&>", "", StringComparison.Ordinal)}\n### Section\n" + string.Concat(Enumerable.Range(1, 40).Select(item => item == 3
            ? $"- [ ] Step {phase} {item} {Words(item)}\n  ```bash {{once}}\n  echo {phase}\n  ```\n"
            : $"- [ ] Item {phase} {item} {Words(item)}\n")))),
        "## Emergency\n### Rollback Execution\n",
        string.Concat(Enumerable.Range(1, 40).Select(item => $"- [ ] Back {item} {Words(item)}\n  ```bash\n  echo back\n  ```\n")),
        "## Sign-off\n- [ ] **Database Administrator** - ____ Date: ____\n- [ ] **Lead Developer** - ____ Date: ____\n");

    private static string Words(int item) => item % 5 == 0 ? string.Concat(Enumerable.Repeat("a long & winding description ", 40)) : "of the list";
}
