using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Paging;

/// <summary>Steps that are words to people: said in the commit that starts them, and a call goes on until somebody answers.</summary>
public sealed class SpokenStepTests
{
    private const string Stakeholder = "email:crm@example.com";

    private static readonly AccessDirectory Access = new(Crew.Access.People, [Crew.Prod with { Stakeholders = [Stakeholder] }]);

    private static readonly Tinedy.ChatOps.Domain.Runbooks.Runbook Runbook = Paper.Read("""
        # Spoken
        ## Work
        ### Do
        - [ ] Tell the team
          ```notify
          We begin, keep off *prod*.
          ```
        - [ ] Tell the customers
          ```notify {to=stakeholders}
          The CRM is read-only from now on.
          ```
        - [ ] Wake the DBA
          ```page {to="Database Admin"}
          It begins,
          come.
          ```
        - [ ] Migrate
          ```bash
          ./migrate.sh
          ```
        ## Emergency
        ### Rollback Execution
        - [ ] Tell the team we go back
          ```notify
          We go back.
          ```
        - [ ] Stop
          ```bash
          ./stop.sh
          ```
        ## Sign-off
        - [ ] **Lead Developer** - ____ Date: ____
        ## Emergency Contacts
        **Database Admin:** ____
        **DevOps Engineer:** ____
        """);

    private readonly Story story = new(Runbook, Access);

    private Story Calling() => story.Done(Crew.Dba, new Command.RunStep("1.1.1")).Done(Crew.Dba, new Command.RunStep("1.1.2")).Done(Crew.Dba, new Command.RunStep("1.1.3"));

    [Fact]
    public void Telling_the_team_is_a_message_in_the_channel_and_done_with_it()
    {
        story.Done(Crew.Dba, new Command.RunStep("1.1.1")).Run.StatusOf(Runbook.Find("1.1.1")!).ShouldBe(ItemStatus.Done);

        var view = new RunView(story.Run, Access, System.Collections.Immutable.ImmutableDictionary<AttemptId, Progress>.Empty, "", story.Now);
        ThreadWriter.Channel(view, story.Journal).Single().Text.ToString().ShouldBe("prod, run 17: We begin, keep off *prod*.");
        story.When(Crew.Dba, new Command.RunStep("1.1.1")).Refused(RefusalReason.AlreadyDone);
    }

    [Fact]
    public void Telling_stakeholders_goes_to_every_address_of_the_environment()
    {
        story.Done(Crew.Dba, new Command.RunStep("1.1.1")).Done(Crew.Dba, new Command.RunStep("1.1.2"));
        story.Run.Told.Single().ShouldSatisfyAllConditions(told => told.To.ShouldBe(Stakeholder), told => told.Text.ShouldBe("The CRM is read-only from now on."));

        new Story(Runbook).Done(Crew.Dba, new Command.RunStep("1.1.1")).When(Crew.Dba, new Command.RunStep("1.1.2")).Refused(RefusalReason.NobodyToCall);
    }

    [Fact]
    public void A_call_begins_with_the_one_it_names_and_holds_the_steps_behind_it()
    {
        var call = Calling().Run.Alerts.Single();
        call.ShouldSatisfyAllConditions(
            alert => alert.Kind.ShouldBe(AlertKind.Call),
            alert => alert.Symptom.ShouldBe("It begins, come."),
            alert => alert.Pages.Single().Rung.Person.ShouldBe("dba"));
        story.Run.RunningSteps.Single().Number.ShouldBe("1.1.3");
        story.When(Crew.Dba, new Command.RunStep("1.1.4")).Refused(RefusalReason.WaitsForGate);
    }

    [Fact]
    public void While_it_calls_the_board_asks_for_an_answer_and_offers_the_way_back()
    {
        var board = ExampleRun.Draw(Calling());
        board.Now.ToString().ShouldBe("1.1.3 is calling, started 21:33 UTC by @dba. Whoever answers ends it.");
        board.Aloud.ToString().ShouldContain("Step 1.1.3, Wake the DBA, is calling. An answer is needed.");
        board.Attention.Single(row => row.Key == story.Key("1.1.3").Value).Buttons.Select(button => button.Verb).ShouldBe([Verb.Cancel]);
        board.Buttons.ShouldContain(button => button.Verb == Verb.RollBack);
    }

    [Fact]
    public void The_answer_ends_the_step_and_the_way_is_free()
    {
        Calling().Later(2).Done(Crew.DevOps, new Command.Acknowledge());

        story.Run[Runbook.Find("1.1.3")!].LastAttempt!.Ending!.ShouldSatisfyAllConditions(
            ending => ending.Outcome.ShouldBe(Outcome.Succeeded), ending => ending.Known.ShouldBe("devops answered"), ending => ending.Duration.ShouldBe(TimeSpan.FromMinutes(3)));
        story.When(Crew.Dba, new Command.RunStep("1.1.4")).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_clock_goes_on_to_the_next_contact_while_nobody_answers()
    {
        Calling().Elapse();
        story.Run.Alerts.Single().Pages.Select(page => page.Rung.Person).ShouldBe(["dba", "devops"]);
        story.Run.RunningSteps.Single().Number.ShouldBe("1.1.3");
    }

    [Fact]
    public void Cancelling_it_stops_the_calls_and_a_second_start_calls_anew()
    {
        Calling().Done(Crew.DevOps, new Command.Cancel("1.1.3"));
        story.Run.Alerts.Single().Closed!.How.ShouldBe(AlertEnd.Cancelled);
        story.Run[Runbook.Find("1.1.3")!].LastAttempt!.Ending!.Outcome.ShouldBe(Outcome.Cancelled);

        story.Done(Crew.Dba, new Command.Retry("1.1.3", "she is back at her desk")).Run.Alerts.Length.ShouldBe(2);
        story.Run.Alerts[^1].Pages.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_rollback_ends_the_call_and_what_it_says_first_is_said_at_once()
    {
        Calling().Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", OneAfterAnother: true));

        story.Run.Alerts.Single().Closed!.How.ShouldBe(AlertEnd.RolledBack);
        story.Run.IsSettled(Runbook.Find("2.1.1")!).ShouldBeTrue("it is words, so it is done in the same commit");
        story.Run.RunningSteps.Single().Text.ShouldBe("Stop");
    }

    [Fact]
    public void Somebody_who_is_not_there_cannot_be_called()
    {
        var unknown = new Story(Paper.Read("# A\n## W\n### D\n- [ ] Wake\n  ```page {to=\"Nobody\"}\n  Come\n  ```\n## Emergency Contacts\n**Database Admin:** ____\n"), Access);
        Gaps.Of(unknown.Run, Access).ShouldContain(gap => gap.Text.ToString() == "1.1.1 calls Nobody, and there is nobody of that name.");
        unknown.When(Crew.Dba, new Command.RunStep("1.1.1")).Refused(RefusalReason.UnknownContact);
    }

    [Fact]
    public void A_rehearsal_that_only_prints_calls_and_tells_nobody()
    {
        var printed = new Story(Runbook, Access, Rehearsal.Printed).Done(Crew.Dba, new Command.RunStep("1.1.1"));
        printed.Run.RunningSteps.Single().Number.ShouldBe("1.1.1");
        printed.Run[Runbook.Find("1.1.1")!].LastAttempt!.Command.ShouldStartWith("cat <<");
    }
}
