using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.Paging;

/// <summary>What people may do about an alert, and what it holds up.</summary>
public sealed class AlertTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("Performance")]
    [InlineData("performance-degradation-50")]
    public void Everybody_who_is_known_may_raise_a_criterion_however_they_name_it(string named) =>
        Alarm.Quiet().Done(Crew.Sam, new Command.Raise(named, "  orders\n time out ")).Alert().ShouldSatisfyAllConditions(
            alert => alert.Symptom.ShouldBe("orders time out"),
            alert => alert.HoldsSteps.ShouldBeTrue());

    [Fact]
    public void A_criterion_that_is_not_there_is_named_with_those_that_are() =>
        Alarm.Quiet().When(Crew.Sam, new Command.Raise("9", "slow")).Refused(RefusalReason.UnknownCriterion)
            .ShouldStartWith("Not raised: there is no criterion \"9\". There is ");

    [Fact]
    public void The_same_criterion_is_raised_once() =>
        Alarm.Raised().When(Crew.Po, new Command.Raise("2", "still slow")).Refused(RefusalReason.AlreadyDone, "Already raised: alert 1 is open since 21:31, by @sam. Nothing changed.");

    [Fact]
    public void While_it_is_open_no_step_starts_and_nobody_signs()
    {
        var story = Alarm.Quiet().Ticked(Crew.Sam, "1.1.1").Done(Crew.Sam, new Command.Raise("1", "rows are missing"));

        story.When(Crew.Dba, new Command.RunStep("1.1.2")).Refused(RefusalReason.AlertIsOpen,
            "Not started: alert 1 is open and steps are held: rows are missing. @dba or @devops can roll back or say that it is a false alarm.");
        Alarm.Quiet().Finished().Done(Crew.Sam, new Command.Raise("1", "rows are missing"))
            .When(Crew.Lead, new Command.Sign("Lead Developer")).Refused(RefusalReason.AlertIsOpen);
    }

    [Fact]
    public void A_false_alarm_needs_a_reason_and_lets_steps_start_again()
    {
        var story = Alarm.Quiet().Ticked(Crew.Sam, "1.1.1").Done(Crew.Sam, new Command.Raise("1", "rows are missing"));
        story.When(Crew.Dba, new Command.FalseAlarm(1, "no")).Refused(RefusalReason.ReasonTooShort);

        story.Done(Crew.Dba, new Command.FalseAlarm(1, "counted them again, all there")).When(Crew.Dba, new Command.RunStep("1.1.2")).Events.Length.ShouldBe(1);
    }

    [Fact]
    public void Only_operators_and_contacts_stop_the_calls() =>
        Alarm.Raised().When(Crew.Po, new Command.Acknowledge(1)).Refused(RefusalReason.NotAnOperator);

    [Fact]
    public void The_second_answer_is_told_who_was_first() =>
        Alarm.Raised().Done(Crew.Dba, new Command.Acknowledge(1)).When(Crew.DevOps, new Command.Acknowledge(1))
            .Refused(RefusalReason.AlreadyDone, "Already answered: @dba has been on alert 1 since 21:32. Nothing changed.");

    [Fact]
    public void Starting_the_rollback_ends_the_alert_and_needs_no_other_answer() =>
        Alarm.Raised().RollingBack().Alert().Closed!.How.ShouldBe(AlertEnd.RolledBack);

    [Fact]
    public void An_alert_on_a_finished_run_is_refused() =>
        Alarm.Quiet().Finished().Done(Crew.Lead, new Command.Sign("Lead Developer")).When(Crew.Sam, new Command.Raise("1", "rows are missing")).Refused(RefusalReason.RunEnded);

    [Fact]
    public void A_contact_who_was_filled_in_is_called_and_gains_no_right()
    {
        var story = new Story(Paper.Read("# X\n## Work\n- [ ] Look\n## Emergency\n### Rollback Criteria\n- Data corruption\n## Emergency Contacts\n**Night Watch:** ____\n"))
            .Done(Crew.Sam, new Command.Fill("Night Watch", "po")).Done(Crew.Sam, new Command.Raise("1", "rows are missing"));

        story.Alert().Pages.Single().Rung.Person.ShouldBe("po");
        story.When(Crew.Po, new Command.FalseAlarm(1, "I think it is nothing")).Refused(RefusalReason.NotAnOperator);
    }

    [Fact]
    public void A_call_begins_with_the_one_who_is_named_and_ends_with_the_first_answer()
    {
        var story = Alarm.Quiet().Done(Crew.Sam, new Command.Page("DevOps Engineer", "the disk is full"));

        story.Alert().Pages.Single().Rung.ShouldBe(Alarm.DevOpsByChat);
        story.Run.OpenAlert.ShouldBeNull("a call holds nothing up");
        story.Done(Crew.DevOps, new Command.Acknowledge()).Alert().Closed!.How.ShouldBe(AlertEnd.Answered);
    }

    [Fact]
    public void Somebody_who_is_no_contact_can_be_called_and_answers_for_themselves()
    {
        var story = Alarm.Quiet().Done(Crew.Sam, new Command.Page("@po", "the orders page is empty"));

        story.Alert().Pages.Single().Rung.Person.ShouldBe("po");
        story.Done(Crew.Po, new Command.Acknowledge()).Alert().IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_drill_calls_everybody_at_once_holds_nothing_and_is_over_when_all_have_answered()
    {
        var story = Alarm.Quiet().Done(Crew.Dba, new Command.Drill());
        while (story.Alert().Next is not null) story.Elapse();

        story.Alert().Pages.Select(page => page.Rung.Person).Distinct().ShouldBe(["dba", "devops"]);
        story.Run.OpenAlert.ShouldBeNull();
        story.Done(Crew.Dba, new Command.Acknowledge()).Alert().IsOpen.ShouldBeTrue();
        story.Done(Crew.DevOps, new Command.Acknowledge()).Alert().Closed!.How.ShouldBe(AlertEnd.DrillOver);
    }

    [Fact]
    public void When_all_contacts_have_answered_a_drill_the_item_that_asks_for_it_is_ticked()
    {
        var story = new Story(Paper.Read("# X\n## Work\n### Do\n- [ ] **Emergency contacts available**\n## Emergency Contacts\n**Database Admin:** ____\n"))
            .Done(Crew.Dba, new Command.Drill()).Done(Crew.Dba, new Command.Acknowledge());

        story.Run[story.Key("1.1.1")].Ticks.Single().Text.ShouldBe("every contact answered the drill");
    }

    [Fact]
    public void A_watcher_raises_once_and_after_a_false_alarm_again_when_it_was_quiet_in_between()
    {
        var story = Alarm.Quiet();
        var trip = new Command.Trip(story.Runbook.Criteria[1].Key, "queries take 2.4 times as long", "1.9 s, was 0.8 s, limit 1.2 s", story.Now);
        story.Given(Actor.Bot, [.. story.When(Actor.Bot, trip).Events]);

        story.When(Actor.Bot, trip).Events.ShouldBeEmpty();
        story.Done(Crew.Dba, new Command.FalseAlarm(1, "the report ran meanwhile"));
        story.When(Actor.Bot, trip).Events.ShouldBeEmpty();
        story.Given(Actor.Bot, new RunEvent.WatcherChanged(trip.Criterion, WatchState.Ok, "the query takes 0.8 s"));
        story.When(Actor.Bot, trip).Events.OfType<RunEvent.AlertRaised>().Count().ShouldBe(1);
    }
}
