using System.Collections.Immutable;
using System.Text;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Conversations;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>What was ticked on paper before the run: shown, answered for by a person with a name, and kept.</summary>
public sealed class PaperTickTests
{
    private const string Text = """
        # Night
        ## Prepare
        - [x] Plan reviewed
        - [X] Data approved <!-- chatops: role="Database Administrator" -->
        - [ ] Told everybody
        - [x] Back up
          ```bash
          pg_dump > b.sql
          ```
        ## Migrate
        - [x] Counted
        ## Sign-off
        - [x] **Technical Lead** - ____
        """;

    private readonly Story story = new(Paper.Read(Text));

    [Fact]
    public void A_box_ticked_on_paper_is_open_to_every_gate_and_shown_as_ticked_by_whom_is_unknown()
    {
        story.Run.TickedOnPaper.Select(item => item.Number).ShouldBe(["1.1.1", "1.1.2", "2.1.1"], "a step is none: nobody saw its command run");
        story.Run.StatusOf(story.Runbook.Find("1.1.1")!).ShouldBe(ItemStatus.Open);
        var board = BoardText.Draw(BoardWriter.Draw(new RunView(story.Run, story.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", story.Now)));
        board.ShouldContain("1.1.1 Plan reviewed · ticked on paper, by whom unknown");
        board.ShouldContain("3 open items are ticked on the paper, by whom unknown: 1.1.1, 1.1.2 and 2.1.1.");
        board.ShouldContain("Accept ticks…");
    }

    [Fact]
    public void One_sentence_accepts_what_this_person_may_tick_now_with_an_entry_by_name_for_each()
    {
        Accept(story, Crew.Sam, new Command.AcceptPaper()).ShouldBe([new RunEvent.ItemTicked(story.Key("1.1.1"), "was ticked on the paper")]);
        story.Run.TickedOnPaper.Select(item => item.Number).ShouldBe(["1.1.2", "2.1.1"]);

        Accept(story, Crew.Dba, new Command.AcceptPaper()).ShouldBe([new RunEvent.ItemTicked(story.Key("1.1.2"), "was ticked on the paper")], "2.1.1 waits for phase 1");
        story.Run[story.Key("1.1.2")].Ticks.Single().By.Name.ShouldBe("dba");
    }

    [Fact]
    public void Accepting_goes_on_through_gates_that_it_opens_itself_and_can_be_undone_one_by_one()
    {
        var both = new Story(Paper.Read("## A\n- [x] a\n## B\n- [x] b\n"));
        Accept(both, Crew.Sam, new Command.AcceptPaper()).OfType<RunEvent.ItemTicked>().Select(tick => tick.Item).ShouldBe([both.Key("1.1.1"), both.Key("2.1.1")]);
    }

    [Fact]
    public void Where_nothing_is_left_to_accept_it_is_refused_in_words()
    {
        var plain = new Story();
        var refused = plain.When(Crew.Dba, new Command.AcceptPaper()).Verdict.ShouldBeOfType<Verdict.Refused>().Why;
        refused.Reason.ShouldBe(RefusalReason.NothingOnPaper);
        SentenceRules.OfRefusal(refused.Text);
    }

    [Fact]
    public void A_button_and_a_typed_line_ask_for_the_same_and_the_dialog_shows_each_of_them()
    {
        CommandParser.ToCommand(TypedLine.Read("/migrate accept-ticks"), story.Run).ShouldBe(new Command.AcceptPaper());
        var asked = DialogWriter.For(new DialogContext(story.Run, story.Access, Crew.Dba, story.Now), Buttons.AcceptPaper(story.Run)).ShouldBeOfType<Reply.Ask>().Dialog;
        asked.Rows.Select(row => row.Text.ToString()).ShouldBe(["1.1.1 Plan reviewed", "1.1.2 Data approved", "2.1.1 Counted"]);
        asked.Submit.ShouldBe("Accept 3 ticks");
        CommandParser.ToCommand(asked.About!, new Dictionary<string, string>()).ShouldBe(new Command.AcceptPaper());
    }

    [Fact]
    public void The_filled_in_file_keeps_the_tick_and_says_who_answered_for_it_or_that_nobody_did()
    {
        Accept(story, Crew.Sam, new Command.AcceptPaper());
        var file = Encoding.UTF8.GetString(RunbookExport.Write(story.Runbook, RunReport.Of(story.Run, story.Access, "head", RunForecast.None)));
        file.ShouldContain("- [x] Plan reviewed — done 2026-11-22 21:31 UTC by @sam · was ticked on the paper\n");
        file.ShouldContain("- [x] Counted — ticked on paper, by whom unknown\n");
        file.ShouldContain("- [x] **Technical Lead** - ____\n");
    }

    private static IReadOnlyList<RunEvent> Accept(Story story, Person by, Command command)
    {
        var before = story.Journal.Count;
        story.Done(by, command);
        return [.. story.Journal.Skip(before).Select(entry => entry.Event)];
    }
}
