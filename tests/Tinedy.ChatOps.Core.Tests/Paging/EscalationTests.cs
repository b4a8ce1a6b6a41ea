using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.Paging;

/// <summary>Who is called when, as time alone brings it about.</summary>
public sealed class EscalationTests
{
    [Fact]
    public void Whoever_raises_an_alert_has_called_the_first_contact_in_the_same_commit() =>
        Alarm.Quiet().When(Crew.Sam, new Command.Raise("2", Alarm.Symptom)).Events.OfType<RunEvent.Paged>().ShouldBe([new RunEvent.Paged(1, 1, Alarm.DbaByChat)]);

    [Fact]
    public void Without_an_answer_the_next_means_follows_then_the_next_contact_then_everybody_is_told()
    {
        var story = Alarm.Raised();
        var raised = story.Now;

        story.Elapse().ShouldBe(raised.AddMinutes(2));
        story.Alert().Pages[^1].Rung.ShouldBe(Alarm.DbaByPhone);
        story.Elapse().ShouldBe(raised.AddMinutes(7));
        story.Alert().Pages[^1].Rung.ShouldBe(Alarm.DevOpsByChat);
        story.Elapse().ShouldBe(raised.AddMinutes(12));
        story.Alert().Unreached.ShouldBe(raised.AddMinutes(12));
        story.Elapse().ShouldBe(raised.AddMinutes(22));
        (story.Alert().Round, story.Alert().Pages[^1].Rung).ShouldBe((2, Alarm.DbaByChat));
    }

    [Fact]
    public void A_contact_who_cannot_be_reached_does_not_cost_the_next_one_their_minutes()
    {
        var story = Alarm.Raised();
        story.Given(Actor.Bot, new RunEvent.PageTried(1, story.Alert().Pages[0].Seq, DeliveryResult.Refused, "no such user"));

        story.Elapses().Then(new RunEvent.Paged(1, 1, Alarm.DbaByPhone));
    }

    [Fact]
    public void A_means_that_was_refused_for_good_is_left_out_of_the_next_rounds()
    {
        var story = Alarm.Raised();
        Tried(story, DeliveryResult.Refused);
        UntilNobodyIsReached(story);
        story.Elapse();
        story.Alert().PagesOfRound.Single().Rung.ShouldBe(Alarm.DbaByPhone);
        story.Elapse();
        story.Alert().PagesOfRound.Select(page => page.Rung).ShouldBe([Alarm.DbaByPhone, Alarm.DevOpsByChat]);
        story.Elapse();
        story.Alert().Unreached.ShouldNotBeNull();
    }

    [Fact]
    public void A_means_that_was_only_given_up_is_tried_again_in_the_next_round()
    {
        var story = Alarm.Raised();
        Tried(story, DeliveryResult.Failed, DeliveryResult.Failed, DeliveryResult.Failed, DeliveryResult.Refused);
        UntilNobodyIsReached(story);
        story.Elapse();
        story.Alert().PagesOfRound.Single().Rung.ShouldBe(Alarm.DbaByChat);
    }

    [Fact]
    public void When_every_means_was_refused_the_next_round_tries_them_all_again()
    {
        var story = Alarm.Raised();
        foreach (var _ in story.Alert().Escalation.Rungs)
        {
            Tried(story, DeliveryResult.Refused);
            story.Elapse();
        }
        story.Alert().Unreached.ShouldNotBeNull();
        story.Elapse();
        story.Alert().PagesOfRound.Single().Rung.ShouldBe(Alarm.DbaByChat);
    }

    [Fact]
    public void A_try_that_failed_and_is_tried_again_keeps_its_time()
    {
        var story = Alarm.Raised();
        story.Given(Actor.Bot, new RunEvent.PageTried(1, story.Alert().Pages[0].Seq, DeliveryResult.Failed, "no answer"));

        story.Elapses().Events.ShouldBeEmpty();
    }

    [Fact]
    public void After_an_outage_one_call_catches_up_and_never_a_burst()
    {
        var story = Alarm.Raised().Later(600);

        story.Elapses().Then(new RunEvent.Paged(1, 1, Alarm.DbaByPhone));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(400 * 24 * 60)]
    public void A_clock_that_is_put_back_does_not_silence_a_call(int minutes)
    {
        var story = Alarm.Raised().Later(-minutes);

        Agenda.NextAt(story.Run, story.Access, story.Now).ShouldBe(story.Now);
        story.Elapses().Then(new RunEvent.Paged(1, 1, Alarm.DbaByPhone));
        story.Given(Actor.Bot, new RunEvent.Paged(1, 1, Alarm.DbaByPhone));

        // One call too early; what follows counts from the clock as it is now.
        story.Elapses().Events.ShouldBeEmpty();
        Agenda.NextAt(story.Run, story.Access, story.Now).ShouldBe(story.Now + Alarm.DbaByPhone.Wait);
    }

    [Fact]
    public void Replicas_whose_clocks_differ_by_up_to_a_minute_call_nobody_too_early() =>
        Alarm.Raised().Later(-1).Elapses().Events.ShouldBeEmpty();

    [Fact]
    public void Asked_twice_the_clock_does_nothing_twice()
    {
        var story = Alarm.Raised();
        story.Elapse();

        story.Elapses().Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_clock_that_steps_back_calls_the_next_one_and_nobody_again()
    {
        var story = Alarm.Raised();
        story.Elapse();

        // Nobody knows how long ago the last call was: one too early is better than an hour of silence.
        story.Later(-60).Elapses().Then(new RunEvent.Paged(1, 1, Alarm.DevOpsByChat));
    }

    [Fact]
    public void The_order_is_frozen_when_it_starts_whatever_becomes_of_the_contacts()
    {
        var story = Alarm.Raised().Done(Crew.Sam, new Command.Fill("DevOps Engineer", "po"));

        story.Alert().Escalation.Rungs.ShouldBe([Alarm.DbaByChat, Alarm.DbaByPhone, Alarm.DevOpsByChat]);
    }

    [Fact]
    public void An_answer_stops_the_calls_and_lapses_when_nothing_follows()
    {
        var story = Alarm.Raised().Done(Crew.Dba, new Command.Acknowledge());
        var answered = story.Now;

        story.Elapse().ShouldBe(answered.AddMinutes(15));
        story.Alert().IsCalling.ShouldBeTrue();
        story.Elapses().Then(new RunEvent.Paged(1, 2, Alarm.DbaByChat));
    }

    [Fact]
    public void Whoever_does_something_keeps_the_answer_alive()
    {
        var story = Alarm.Raised().Done(Crew.Dba, new Command.Acknowledge()).Later(10).Done(Crew.Dba, new Command.WriteNote("looking at the locks"));

        Agenda.NextAt(story.Run, story.Access).ShouldBe(story.Now.AddMinutes(15));
    }

    [Fact]
    public void A_runbook_without_contacts_calls_the_operators() =>
        EscalationPlanner.For(new Story(Paper.Read("# No contacts\n## Work\n- [ ] Look\n")).Run, Crew.Access).Rungs.Select(rung => rung.Person).ShouldBe(["dba", "devops"]);

    [Fact]
    public void A_contact_without_any_means_is_passed_over()
    {
        var access = new AccessDirectory([.. Alarm.Access.People.Select(person => person.Name == "dba" ? person with { Contact = "" } : person)], Alarm.Access.Environments);

        new Story(Alarm.Runbook, access).When(Crew.Sam, new Command.Raise("2", Alarm.Symptom)).Events.OfType<RunEvent.Paged>().Single().Rung.Person.ShouldBe("devops");
    }

    [Fact]
    public void Where_nobody_can_be_called_that_is_said_at_once_and_again()
    {
        var story = new Story(Alarm.Runbook, new AccessDirectory([.. Alarm.Access.People.Select(person => person with { Contact = "" })], Alarm.Access.Environments))
            .Done(Crew.Sam, new Command.Raise("2", Alarm.Symptom));

        story.Elapses().Then(new RunEvent.NobodyReached(1, 1));
        story.Elapse();
        story.Elapse().ShouldBe(story.Alert().At.AddMinutes(10));
    }

    [Fact]
    public void A_failed_step_that_nobody_takes_calls_a_contact_after_five_minutes()
    {
        var story = Alarm.Quiet().Ticked(Crew.Sam, "1.1.1").Ran("1.1.2", Outcome.Failed);
        var failed = story.Run[story.Key("1.1.2")].LastAttempt!.Ending!.EndedAt;

        story.Elapse().ShouldBe(failed.AddMinutes(5));
        (story.Alert().Kind, story.Alert().About).ShouldBe((AlertKind.Decision, story.Key("1.1.2")));
        story.Done(Crew.DevOps, new Command.TakeDecision("1.1.2"));
        story.Alert().Closed!.How.ShouldBe(AlertEnd.Decided);
        Agenda.NextAt(story.Run, story.Access).ShouldBeNull();
    }

    [Fact]
    public void Holders_are_reminded_after_a_quarter_of_an_hour_and_then_each_hour()
    {
        var story = Alarm.Quiet().Finished();
        var opened = story.Run.SignOffSince!.Value;

        story.Elapse().ShouldBe(opened.AddMinutes(15));
        story.Elapse().ShouldBe(opened.AddMinutes(75));
        story.Elapses().Events.ShouldBeEmpty();
    }

    [Fact]
    public void When_something_is_due_the_clock_brings_something_and_never_sooner() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides)
        {
            var run = stride.After;
            var at = stride.Entries[^1].At;
            var next = Agenda.NextAt(run, Crew.Access);
            Agenda.Due(run, Crew.Access, at).IsEmpty.ShouldBe(next is null || next > at);
            if (next is { } due) Agenda.Due(run, Crew.Access, due).ShouldNotBeEmpty();
        }
    });

    [Fact]
    public void No_page_is_called_for_an_alert_that_somebody_is_on_or_that_has_ended() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides)
        {
            var run = stride.Before;
            foreach (var entry in stride.Entries)
            {
                if (entry.Event is RunEvent.Paged paged) run.Alerts[paged.Alert - 1].IsCalling.ShouldBeTrue();
                run = run.Apply(entry);
            }
        }
    });

    private static void Tried(Story story, params DeliveryResult[] results)
    {
        foreach (var result in results) story.Given(Actor.Bot, new RunEvent.PageTried(1, story.Alert().Pages[^1].Seq, result, "account_inactive"));
    }

    private static void UntilNobodyIsReached(Story story)
    {
        while (story.Alert().Unreached is null) story.Elapse();
    }
}
