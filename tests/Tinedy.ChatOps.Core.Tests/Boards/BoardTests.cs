using System.Text;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Boards;

public sealed class BoardTests
{
    public static TheoryData<string> States => [.. ExampleRun.States.Keys];

    [Fact]
    public void The_size_beside_a_backup_is_that_of_the_proven_file_among_several()
    {
        var story = new Story();
        var log = new Artefact("backup.log", 5, new string('0', 64), story.Backup().MadeAt);
        Row(story.Ran("1.2.1", Outcome.Succeeded, log, story.Backup())).ShouldEndWith(" · 412 MB, proven");
        Row(new Story().Ran("1.2.1", Outcome.Succeeded, log, log with { Path = "other.log" })).ShouldEndWith(" · 2 files");

        static string Row(Story story) =>
            Panels.All(ExampleRun.Look(story))[0].Sections.SelectMany(section => section.Rows).Single(row => row.Text.ToString().StartsWith("1.2.1", StringComparison.Ordinal)).Text.ToString();
    }

    [Fact]
    public void A_restore_that_was_done_by_hand_or_skipped_is_said_when_the_way_back_is_over()
    {
        Restored(new Story().RollingBack().Ticked(Crew.Dba, "3.1.1").Skipped(Crew.Dba, "3.1.2")).ShouldBe("No backup was restored: 3.1.2 was skipped.");
        Restored(new Story().RollingBack().Ticked(Crew.Dba, "3.1.1").Done(Crew.Dba, new Command.Tick("3.1.2", "restored from the vault")))
            .ShouldBe("3.1.2 Restore the backup was done by hand. Entries made after the backup that was used are not in it.");

        static string Restored(Story story) =>
            AttentionRows.Of(ExampleRun.Look(story.Done(Crew.Sam, new Command.Tick("3.1.3")))).AsEnumerable().Single(row => row.Key == "restored").Text.ToString();
    }

    [Theory]
    [MemberData(nameof(States))]
    public void The_board_reads_as_the_conversation_draws_it(string state) => Golden.Match(BoardText.Draw(ExampleRun.States[state]()), state);

    [Theory]
    [MemberData(nameof(States))]
    public void No_sentence_is_longer_than_twenty_words(string state)
    {
        foreach (var prose in BoardText.AllProse(ExampleRun.States[state]())) SentenceRules.OfSentences(prose);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void The_header_and_the_aloud_sentence_hold_no_clock_time(string state)
    {
        var board = ExampleRun.States[state]();
        board.Header.Parts.ShouldNotContain(part => part is ProsePart.Clock);
        board.Aloud.Parts.ShouldNotContain(part => part is ProsePart.Clock);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Labels_fit_and_equal_buttons_differ_for_a_screen_reader(string state)
    {
        var buttons = BoardText.AllButtons(ExampleRun.States[state]()).ToList();
        buttons.ShouldAllBe(button => button.Accessible.Length <= 75 && button.Label.Length <= 24);
        buttons.Select(button => (button.Verb, button.Accessible)).ShouldBeUnique();
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(4, 100)]
    [InlineData(1, 400)]
    public void However_long_the_runbook_the_active_part_has_thirty_lines_and_shows_what_is_open(int items, int sections)
    {
        var story = new Story(Long(items, sections));
        Lines(story).ShouldBeLessThanOrEqualTo(30);
        var forward = story.Runbook.Items.Select(item => item.Number).ToList();

        story.Ticked(Crew.Sam, [.. forward.Take(390)]);
        Lines(story).ShouldBeLessThanOrEqualTo(30);
        BoardText.AllButtons(ExampleRun.Draw(story)).ShouldContain(button => button.Verb == Verb.MarkDone);

        story.RollingBack();
        Lines(story).ShouldBeLessThanOrEqualTo(30);
        BoardText.AllButtons(ExampleRun.Draw(story)).ShouldContain(button => button.Verb == Verb.MarkDone);
    }

    [Fact]
    public void What_somebody_typed_is_never_our_own_words()
    {
        var story = new Story().Given(Crew.DevOps, new RunEvent.Aborted("<!channel> *bold*"));
        var parts = BoardText.AllProse(ExampleRun.Draw(story)).SelectMany(prose => prose.Parts).ToList();
        parts.OfType<ProsePart.Ours>().ShouldAllBe(part => !part.Text.Contains("channel"));
        parts.OfType<ProsePart.Foreign>().ShouldContain(part => part.Text == "<!channel> *bold*");
    }

    [Theory]
    [MemberData(nameof(States))]
    public void No_action_has_two_buttons_and_the_way_back_is_there_from_the_start(string state)
    {
        var board = ExampleRun.States[state]();
        var buttons = BoardText.AllButtons(board).ToList();
        buttons.Select(button => (button.Verb, button.Target.Name, button.Run)).ShouldBeUnique();
        var goesForward = board.State is BoardState.Running or BoardState.NeedsDecision or BoardState.WaitingForSignOff or BoardState.Alert;
        buttons.Count(button => button.Verb == Verb.RollBack).ShouldBe(goesForward ? 1 : 0);
    }

    [Fact]
    public void A_run_of_manual_items_can_be_rolled_back_by_button_before_anything_was_done()
    {
        var story = new Story(Paper.Read("# Move\n## Work\n- [ ] By hand\n## Emergency\n### Rollback Execution\n- [ ] Back by hand\n"));
        var board = ExampleRun.Draw(story);

        board.Buttons.ShouldContain(button => button.Verb == Verb.RollBack && button.Danger);
        story.When(Crew.DevOps, new Command.RollBack("prod-17", "")).Events.ShouldNotBeEmpty();
    }

    [Fact]
    public void Where_a_step_failed_the_way_back_stands_beside_retry_and_skip()
    {
        foreach (var (state, beside) in new[] { ("D-step-failed", new[] { Verb.Retry, Verb.Skip, Verb.RollBack }), ("E-outcome-unknown", [Verb.JudgeDone, Verb.JudgeNotDone, Verb.RollBack]) })
        {
            var board = ExampleRun.States[state]();
            board.Attention.Single(row => row.Key.Contains("run-prisma-migration")).Buttons.Select(button => button.Verb).Take(3).ShouldBe(beside);
            board.Buttons.ShouldNotContain(button => button.Verb == Verb.RollBack);
        }
    }

    [Fact]
    public void An_open_command_can_be_skipped_on_the_board_and_an_alert_be_raised_without_searching()
    {
        var board = ExampleRun.States["B-half-done"]();
        var open = board.Active!.Sections.SelectMany(section => section.Rows).Where(row => row.Mark == Mark.Open).ToList();
        open.Where(row => row.Buttons[0].Verb == Verb.Run).ShouldAllBe(row => row.Buttons.Select(button => button.Verb).SequenceEqual(new[] { Verb.Run, Verb.Skip }));
        open.ShouldContain(row => row.Buttons[0].Verb == Verb.Run);
        board.Buttons.ShouldContain(button => button.Verb == Verb.Raise);
        board.More.ShouldNotContain(button => button.Verb == Verb.Raise);
    }

    [Fact]
    public void A_failure_that_was_skipped_or_done_by_hand_is_named_on_the_completed_board()
    {
        var summary = Summary(Outcome.Failed, new Command.Skip("1.1.1", "the copy is not needed today"));
        summary.ShouldContain("1.1.1 Copy it · failed after 48 s · exit code 1, then skipped");
        summary.ShouldContain("the copy is not needed today");
        Summary(Outcome.TimedOut, new Command.Tick("1.1.1", "copied it by hand")).ShouldContain("1.1.1 Copy it · stopped after");
        Summary(Outcome.TimedOut, new Command.Tick("1.1.1", "copied it by hand")).ShouldContain("then marked done");
    }

    private static string Summary(Outcome outcome, Command settles)
    {
        var story = new Story(Paper.Read("# Move\n## Work\n- [ ] Copy it\n  ```bash\n  cp a b\n  ```\n")).Ran("1.1.1", outcome).Done(Crew.DevOps, settles);
        story.Run.IsOver.ShouldBeTrue();
        return string.Join('\n', ExampleRun.Draw(story).Attention.Select(row => row.Text.ToString()));
    }

    private static int Lines(Story story) => ExampleRun.Draw(story).Active!.Sections.Sum(section => 1 + section.Rows.Length);

    private static Runbook Long(int items, int sections)
    {
        var text = new StringBuilder("# Long\n## Work\n");
        for (var section = 0; section < sections; section++)
        {
            text.Append("### Section ").Append(section).Append('\n');
            for (var item = 0; item < items; item++) text.Append("- [ ] Item ").Append(section).Append(' ').Append(item).Append('\n');
        }
        text.Append("## Emergency\n### Rollback Execution\n");
        for (var item = 0; item < 400; item++) text.Append("- [ ] Back ").Append(item).Append('\n');
        return Paper.Read(text.ToString());
    }
}
