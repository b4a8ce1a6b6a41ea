using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

public sealed class GateTests
{
    private readonly Story story = new();

    [Theory]
    [InlineData("", true)]
    [InlineData("<!-- chatops: point-of-no-return -->", false)]
    public void What_stands_behind_a_running_step_is_there_to_watch_unless_it_is_the_point_of_no_return(string mark, bool isOpen)
    {
        var running = new Story(Paper.Read($"""
            # Over
            ## Prepare
            - [ ] Look
            ## Work
            - [ ] Migrate
              ```bash
              npx prisma migrate deploy
              ```
            - [ ] Delete the old instance {mark}
            """)).Ticked(Crew.Sam, "1.1.1").Ran("2.1.1", null);

        Gate.For(running.Run, running.Runbook.Find("2.1.2")!).IsOpen.ShouldBe(isOpen);
    }

    [Fact]
    public void In_preparation_manual_items_come_in_any_order() =>
        story.When(Crew.Sam, new Command.Tick("1.1.2")).Then(new RunEvent.ItemTicked(story.Key("1.1.2"), null));

    [Fact]
    public void A_step_of_the_preparation_waits_for_earlier_steps_only()
    {
        story.When(Crew.Dba, new Command.RunStep("1.2.2")).Refused(RefusalReason.WaitsForGate,
            "Not started: 1.2.2 Check the backup waits for 1.2.1. Operators run steps; anyone on the People list can mark the others done.");
        story.Ran("1.2.1").When(Crew.Dba, new Command.RunStep("1.2.2")).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_phase_waits_for_the_phase_before_it()
    {
        story.Ran("1.2.1").Ran("1.2.2").Ticked(Crew.Sam, "1.1.1");

        story.When(Crew.Sam, new Command.Tick("2.1.1")).Refused(RefusalReason.WaitsForGate,
            "Not done: 2.1.1 Connection verified waits for phase 1, where 1.1.2 is open. Anyone on the People list can mark it done.");
    }

    [Fact]
    public void A_step_of_a_later_phase_waits_for_everything_before_it_there()
    {
        story.Ran("1.2.1").Ran("1.2.2").Ticked(Crew.Sam, "1.1.1", "1.1.2");

        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.WaitsForGate,
            "Not started: 2.1.2 Run the migration waits for 2.1.1. Anyone on the People list can mark it done.");
    }

    [Fact]
    public void The_item_right_behind_a_running_step_may_be_ticked_and_the_next_one_waits()
    {
        story.Ran("1.2.1").Ran("1.2.2").Ticked(Crew.Sam, "1.1.1", "1.1.2", "2.1.1");
        story.When(Crew.Sam, new Command.Tick("2.1.3")).Refused(RefusalReason.WaitsForGate);

        story.Ran("2.1.2", outcome: null);

        story.When(Crew.Sam, new Command.Tick("2.1.3")).Then(new RunEvent.ItemTicked(story.Key("2.1.3"), null));
        story.When(Crew.Sam, new Command.Tick("2.1.4")).Refused(RefusalReason.WaitsForGate);
    }

    [Fact]
    public void Two_commands_never_run_at_once_even_when_an_earlier_step_was_opened_again()
    {
        story.Given(Crew.Dba, new RunEvent.ItemTicked(story.Key("1.2.1"), "copied from the standby")).Ran("1.2.2", outcome: null)
            .Given(Crew.Dba, new RunEvent.ItemUndone(story.Key("1.2.1")));

        story.When(Crew.Dba, new Command.RunStep("1.2.1")).Refused(RefusalReason.WaitsForGate);
    }

    [Fact]
    public void A_rollback_step_waits_for_the_end_of_what_the_rollback_is_stopping()
    {
        story.Ran("1.2.1", Outcome.Succeeded, story.Backup()).Ran("1.2.2", outcome: null).RollingBack().Ticked(Crew.Dba, "3.1.1");

        story.When(Crew.Dba, new Command.RunStep("3.1.2")).Refused(RefusalReason.WaitsForGate);
        story.Ended("1.2.2", Outcome.Cancelled).When(Crew.Dba, new Command.RunStep("3.1.2")).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_rollback_step_waits_for_those_before_it_and_for_a_rollback()
    {
        story.When(Crew.Sam, new Command.Tick("3.1.1")).Refused(RefusalReason.WaitsForGate,
            "Not done: 3.1.1 Stop services is a rollback step. It opens when a rollback has been started.");
        story.RollingBack().When(Crew.Sam, new Command.Tick("3.1.3")).Refused(RefusalReason.WaitsForGate);
    }
}
