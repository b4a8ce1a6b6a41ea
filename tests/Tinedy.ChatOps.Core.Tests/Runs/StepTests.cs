using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.Runs;

public sealed class StepTests
{
    private readonly Story story = new();

    [Fact]
    public void What_starts_is_exactly_the_command_of_the_paper()
    {
        var command = story.Runbook.Find("1.2.1")!.Command!;

        story.When(Crew.Dba, new Command.RunStep("1.2.1")).Then(new RunEvent.StepStarted(
            story.Key("1.2.1"), 1, command.Text, command.Digest, ImmutableSortedDictionary<string, string>.Empty, null));
    }

    [Fact]
    public void Only_operators_start_steps() =>
        story.When(Crew.Lead, new Command.RunStep("1.2.1")).Refused(RefusalReason.NotAnOperator,
            "Not started: only operators of prod can. @dba or @devops can.");

    [Fact]
    public void Where_nobody_is_an_operator_nobody_may()
    {
        var closed = new AccessDirectory(Crew.Access.People, [Crew.Prod with { Operators = [] }]);

        new Story(access: closed).When(Crew.Dba, new Command.RunStep("1.2.1")).Refused(RefusalReason.NobodyHolds,
            "Not started: nobody operates prod. Whoever runs this service names operators in its settings.");
    }

    [Fact]
    public void Without_a_workspace_nothing_runs()
    {
        var homeless = new AccessDirectory(Crew.Access.People, [Crew.Environment("prod", workspace: null)]);

        new Story(access: homeless).When(Crew.Dba, new Command.RunStep("1.2.1")).Refused(RefusalReason.CannotRunHere,
            "Not started: prod has no workspace to run in. Whoever runs this service sets Environments:prod:Workspace.");
    }

    [Fact]
    public void An_item_without_a_command_is_not_started() =>
        story.When(Crew.Dba, new Command.RunStep("1.1.1")).Refused(RefusalReason.NoCommand);

    [Fact]
    public void The_second_press_in_the_same_instant_is_told_who_was_first()
    {
        story.Ran("1.2.1", outcome: null);

        story.When(Crew.DevOps, new Command.RunStep("1.2.1", Seen: 0)).Refused(RefusalReason.StaleButton,
            "Not started: the board has moved on since your button was drawn. @dba started 1.2.1 at 21:31. The board shows what is next.");
        story.When(Crew.DevOps, new Command.RunStep("1.2.1")).Refused(RefusalReason.AlreadyDone,
            "Already started: 1.2.1 was started by @dba at 21:31. Nothing changed.");
    }

    [Fact]
    public void A_failed_step_holds_every_other_step_until_somebody_decides()
    {
        story.Ran("1.2.1").Ran("1.2.2", Outcome.Failed);

        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.StepsAreHeld);
        story.When(Crew.Dba, new Command.RunStep("1.2.2")).Refused(RefusalReason.AlreadyTried,
            "Not started: 1.2.2 Check the backup was tried before. Use retry 1.2.2 and say what you saw.");
    }

    [Fact]
    public void A_once_step_is_retried_only_with_what_was_seen_and_an_idempotent_one_without()
    {
        story.Ran("1.2.1", Outcome.Failed);
        story.When(Crew.Dba, new Command.Retry("1.2.1", null)).Refused(RefusalReason.ReasonTooShort,
            "Not started: the answer to what you saw needs 10 letters or more.");
        story.When(Crew.Dba, new Command.Retry("1.2.1", "the disk was full")).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<RunEvent.StepStarted>().ShouldSatisfyAllConditions(started => started.Attempt.ShouldBe(2), started => started.Reason.ShouldBe("the disk was full"));

        story.Ran("1.2.1").Ran("1.2.2", Outcome.TimedOut).When(Crew.Dba, new Command.Retry("1.2.2", null)).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_step_that_was_never_started_is_not_retried() =>
        story.When(Crew.Dba, new Command.Retry("1.2.1", "I want to see it")).Refused(RefusalReason.NothingToDecide);

    [Fact]
    public void A_running_step_is_cancelled_once()
    {
        story.When(Crew.Dba, new Command.Cancel("1.2.1")).Refused(RefusalReason.NotStarted);
        story.Ran("1.2.1", outcome: null);
        story.When(Crew.Sam, new Command.Cancel("1.2.1")).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.DevOps, new Command.Cancel("1.2.1")).Then(new RunEvent.StepCancelled(story.Key("1.2.1"), 1));
        story.Done(Crew.DevOps, new Command.Cancel("1.2.1")).When(Crew.Dba, new Command.Cancel("1.2.1")).Refused(RefusalReason.AlreadyDone);
    }

    [Fact]
    public void A_cancel_button_of_an_earlier_attempt_does_not_stop_the_next_one()
    {
        story.Ran("1.2.1", outcome: null);
        var seen = story.Run[story.Key("1.2.1")].Version;
        story.Ended("1.2.1", Outcome.Failed).Ran("1.2.1", outcome: null);

        story.When(Crew.DevOps, new Command.Cancel("1.2.1", seen)).Refused(RefusalReason.StaleButton);
    }

    [Fact]
    public void An_ending_that_is_told_twice_counts_once()
    {
        story.Ran("1.2.1", outcome: null);
        var report = new Command.ReportEnding(story.Key("1.2.1"), 1, story.Ending(Outcome.Failed));
        story.Ended("1.2.1", Outcome.Succeeded);

        story.When(Actor.Bot, report).Then();
    }

    [Fact]
    public void A_person_cannot_report_an_ending() =>
        Should.Throw<ArgumentException>(() => story.When(Crew.Dba, new Command.ReportEnding(story.Key("1.2.1"), 1, story.Ending(Outcome.Succeeded))));
}
