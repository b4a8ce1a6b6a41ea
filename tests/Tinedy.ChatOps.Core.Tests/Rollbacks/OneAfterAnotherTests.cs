using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Rollbacks;

/// <summary>A rollback whose steps start by themselves, and where it stops for people.</summary>
public sealed class OneAfterAnotherTests
{
    private readonly Story story = new(Paper.Read("""
        # Back
        ## Work
        ### Do
        - [ ] Back up
          ```bash {name=backup}
          pg_dump > backup_$(date +%Y%m%d_%H%M%S).sql
          ```
        - [ ] Migrate <!-- chatops: point-of-no-return -->
          ```bash
          npx prisma migrate deploy
          ```
        ## Emergency
        ### Rollback Execution
        - [ ] Stop the application
          ```bash
          systemctl stop crm
          ```
        - [ ] Execute the script
          ```bash
          psql -f rollback.sql
          ```
        - [ ] Restore the backup
          ```bash
          psql < backup_YYYYMMDD_HHMMSS.sql
          ```
        - [ ] Look
        """));

    private Story Going() => story.Ran("1.1.1").Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", OneAfterAnother: true));

    [Fact]
    public void The_first_step_starts_with_the_rollback_and_the_next_when_it_has_succeeded()
    {
        Going().Run.RunningSteps.Single().Text.ShouldBe("Stop the application");
        story.Ended("2.1.1", Outcome.Succeeded).Run.RunningSteps.Single().Text.ShouldBe("Execute the script");
    }

    [Fact]
    public void A_failure_waits_for_people_who_are_shown_the_next_best_way()
    {
        Going().Ended("2.1.1", Outcome.Succeeded).Ended("2.1.2", Outcome.Failed).Run.RunningSteps.ShouldBeEmpty();

        var board = Boards.ExampleRun.Draw(story);
        string.Join('\n', board.Attention.SelectMany(row => row.Details)).ShouldContain("Next best way: skip 2.1.2, then 2.1.3 Restore the backup: 412 MB of 21:31 UTC. Entries made after 21:31 UTC would be lost.");
        story.Done(Crew.Dba, new Command.Retry("2.1.2", "the lock is gone now")).Ended("2.1.2", Outcome.Succeeded).Run.RunningSteps.ShouldBeEmpty("a restore costs data: a person starts it");
    }

    [Fact]
    public void A_restore_is_started_by_a_person_and_what_is_by_hand_is_ticked()
    {
        Going().Ended("2.1.1", Outcome.Succeeded).Ended("2.1.2", Outcome.Succeeded);

        story.Done(Crew.Dba, new Command.Skip("2.1.3", "the script was enough")).Done(Crew.Dba, new Command.Tick("2.1.4")).Run.Status.ShouldBe(RunStatus.RolledBack);
    }

    [Fact]
    public void Without_that_choice_each_step_waits_for_its_button() =>
        story.Ran("1.1.1").Done(Crew.DevOps, new Command.RollBack("prod-17", "slow")).Run.RunningSteps.ShouldBeEmpty();

    [Fact]
    public void A_step_that_is_still_being_stopped_is_waited_for()
    {
        story.Ran("1.1.1").Ran("1.1.2", outcome: null).Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", OneAfterAnother: true));
        story.Run.RunningSteps.Single().Text.ShouldBe("Migrate");

        story.Ended("1.1.2", Outcome.Cancelled).Run.RunningSteps.Single().Text.ShouldBe("Stop the application");
    }

    [Fact]
    public void The_channel_is_told_when_the_point_of_no_return_is_passed()
    {
        story.Ran("1.1.1").Ran("1.1.2", outcome: null);

        ThreadWriter.Channel(Boards.ExampleRun.Look(story), story.Journal).Select(notice => notice.Text.ToString())
            .ShouldContain(text => text.StartsWith("Run 17 on prod passes its point of no return: 1.1.2 Migrate", StringComparison.Ordinal));
    }
}
