using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Paging;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>A run for a moment that is still to come: what may happen before it, at it and behind it.</summary>
public sealed class ScheduledRunTests
{
    private const string Typed = ExampleRun.Moment;

    private static readonly DateTimeOffset Moment = new(2026, 11, 24, 21, 0, 0, TimeSpan.Zero);

    private static Runbook Runbook => Paper.Night;

    [Fact]
    public void Preparation_goes_on_and_nothing_behind_it_does()
    {
        var story = ExampleRun.Scheduled().Ticked(Crew.Sam, "1.1.1");
        story.Run.Status.ShouldBe(RunStatus.Scheduled);
        story.Ran("1.1.3");

        story.When(Crew.Sam, new Command.Tick("2.1.1")).Refused(RefusalReason.WindowNotOpen,
            "Not done: the window of prod opens Tue 2026-11-24 22:00 Europe/Berlin, in 47 h 26 min. @devops, who scheduled run 17, can move it with schedule.");
        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.WindowNotOpen);
        story.When(Crew.Dba, new Command.Skip("2.1.1", "not needed today")).Refused(RefusalReason.WindowNotOpen);
        story.When(Crew.Dba, new Command.BreakGlass("2.1.2", "cannot wait for it")).Refused(RefusalReason.WindowNotOpen);
        story.When(Crew.Dba, new Command.RollBack("prod-17", "changed my mind")).Refused(RefusalReason.WindowNotOpen);
        story.When(Crew.Dba, new Command.Begin()).Refused(RefusalReason.WindowNotOpen);
        story.When(Crew.Dba, new Command.Abort("prod-17", "another day")).Then(new RunEvent.Aborted("another day"));
    }

    [Fact]
    public void With_every_gate_met_it_begins_at_its_moment_and_not_sooner()
    {
        var story = ExampleRun.Prepared();
        Agenda.NextAt(story.Run, story.Access).ShouldBe(Moment);
        Agenda.Due(story.Run, story.Access, Moment.AddTicks(-1)).ShouldBeEmpty();

        story.Elapse().ShouldBe(Moment);

        (story.Run.Status, story.Run.BegunAt).ShouldBe((RunStatus.Running, story.Now));
        story.Elapses().Events.ShouldBeEmpty();
        story.When(Crew.Sam, new Command.Tick("2.1.1")).Then(new RunEvent.ItemTicked(story.Key("2.1.1"), null));
    }

    [Fact]
    public void A_clock_that_steps_back_an_hour_begins_nothing_again_and_takes_nothing_back()
    {
        var story = ExampleRun.Prepared();
        story.Elapse();
        story.Later(-60);

        story.Elapses().Events.ShouldBeEmpty();
        story.When(Crew.Sam, new Command.Tick("2.1.1")).Then(new RunEvent.ItemTicked(story.Key("2.1.1"), null));
    }

    [Fact]
    public void Where_something_is_missing_it_says_what_and_stays_and_a_person_can_begin_it()
    {
        var story = Until(ExampleRun.Scheduled(access: Crew.Without(Crew.DevOps)), Moment);

        story.Elapses().Then(new RunEvent.StartMissed(["1.1.1, 1.1.2 and 1.1.3 are open in phase 1", "no contact DevOps Engineer"]));
        story.Elapse();
        story.Run.Status.ShouldBe(RunStatus.Scheduled);
        Agenda.NextAt(story.Run, story.Access).ShouldBeNull();
        story.When(Crew.Sam, new Command.Tick("2.1.1")).Refused(RefusalReason.WindowNotOpen,
            "Not done: run 17 did not start at its moment. @dba can begin it now or move it with schedule.");
        story.When(Crew.Sam, new Command.Begin()).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.Dba, new Command.Begin()).Then(new RunEvent.Begun());
    }

    [Fact]
    public void An_environment_that_another_run_holds_is_missing_too() =>
        Until(ExampleRun.Prepared(), Moment).When(Actor.Bot, new Command.Elapse(new RunId(19))).Then(new RunEvent.StartMissed(["run 19 holds prod"]));

    [Fact]
    public void In_a_freeze_that_came_later_it_does_not_begin_by_itself_nor_by_hand()
    {
        var freeze = new Freeze(Moment.AddHours(-1), Moment.AddHours(5), TimeZoneInfo.Utc, "audit", null, []);
        var story = Until(ExampleRun.Prepared(Crew.Access.With(new CalendarPolicy { Freezes = [freeze] })), Moment);

        story.Elapses().Then(new RunEvent.StartMissed(["prod is frozen until Wed 2026-11-25 02:00 UTC: \"audit\""]));
        story.When(Crew.Dba, new Command.Begin()).Refused(RefusalReason.Frozen,
            "Not started: prod is frozen until Wed 2026-11-25 02:00 UTC: \"audit\". Whoever runs this service can lift it in the settings.");
    }

    [Fact]
    public void After_a_short_outage_it_begins_late_and_after_a_long_one_it_asks()
    {
        Until(ExampleRun.Prepared(), Moment.AddMinutes(15)).Elapses().Then(new RunEvent.Begun());

        Until(ExampleRun.Prepared(), Moment.AddMinutes(16)).Elapses().Then(
            new RunEvent.StartMissed(["nobody looked at its moment, and 16 min later is too late for beginning alone"]));
    }

    [Fact]
    public void A_run_that_is_moved_begins_at_its_new_moment_and_reminds_anew()
    {
        var story = ExampleRun.Scheduled();
        story.Elapse();
        story.Done(Crew.Dba, new Command.Schedule("2026-11-30 22:00"));

        (story.Run.Appointment!.At, story.Run.Appointment.By.Name, story.Run.Appointment.Reminded).ShouldBe((new(2026, 11, 30, 21, 0, 0, TimeSpan.Zero), "dba", null));
        Agenda.NextAt(story.Run, story.Access).ShouldBe(new(2026, 11, 29, 21, 0, 0, TimeSpan.Zero));
        story.When(Crew.Sam, new Command.Schedule(Typed)).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.Dba, new Command.Schedule("yesterday")).Refused(RefusalReason.BadMoment);
    }

    [Fact]
    public void A_run_that_goes_on_cannot_be_scheduled() => new Story().When(Crew.Dba, new Command.Schedule(Typed)).Refused(RefusalReason.HasBegun);

    [Fact]
    public void A_day_an_hour_and_ten_minutes_before_those_who_owe_something_are_reminded()
    {
        var story = ExampleRun.Scheduled();

        story.Elapse().ShouldBe(Moment.AddDays(-1));
        Letters(story).ShouldBe([("dba", "Run 17 starts on prod Tue 2026-11-24 22:00 Europe/Berlin. You still owe: 1.1.1 Plan reviewed; 1.1.2 Data approved; 1.1.3 Make the backup."),
            ("devops", "Run 17 starts on prod Tue 2026-11-24 22:00 Europe/Berlin. You still owe: 1.1.1 Plan reviewed; 1.1.3 Make the backup.")]);
        story.Ticked(Crew.Sam, "1.1.1").Ran("1.1.3");
        story.Elapse().ShouldBe(Moment.AddHours(-1));
        Letters(story).Where(letter => letter.Text.Contains("owe:")).ShouldAllBe(letter => letter.To == "dba" && letter.Text.EndsWith("1.1.2 Data approved."));
        story.Ticked(Crew.Dba, "1.1.2");
        Agenda.NextAt(story.Run, story.Access).ShouldBe(Moment);
    }

    [Fact]
    public void After_an_outage_one_reminder_stands_for_all_and_none_for_a_moment_that_has_come()
    {
        Until(ExampleRun.Scheduled(), Moment.AddMinutes(-5)).Elapses().Then(new RunEvent.StartReminded(TimeSpan.FromMinutes(10)));

        Until(ExampleRun.Scheduled(), Moment).Elapses().Events.ShouldHaveSingleItem().ShouldBeOfType<RunEvent.StartMissed>();
    }

    [Fact]
    public void The_end_of_the_window_and_of_the_way_back_are_said_once_each()
    {
        var story = ExampleRun.Prepared();
        story.Elapse();
        story.Ticked(Crew.Sam, "2.1.1").Ran("2.1.2", outcome: null);
        var changed = story.Run.ChangedAt!.Value;

        story.Elapse().ShouldBe(Moment.AddMinutes(75));
        story.Run.Warnings.ShouldBe([(TimeWarning.WindowCloses, Moment.AddMinutes(90))]);
        story.Elapse().ShouldBe(changed.AddMinutes(105));
        story.Elapse().ShouldBe(changed.AddHours(2));
        story.Run.Warnings.Select(warning => warning.What).ShouldBe([TimeWarning.WindowCloses, TimeWarning.RollbackWindowCloses, TimeWarning.RollbackWindowClosed]);
        Agenda.NextAt(story.Run, story.Access).ShouldBeNull();
    }

    [Fact]
    public void A_way_back_that_closed_during_an_outage_is_said_as_closed_and_not_as_closing()
    {
        var story = ExampleRun.Prepared();
        story.Elapse();
        story.Ticked(Crew.Sam, "2.1.1").Ran("2.1.2", outcome: null).Later(600);

        story.Elapses().Events.OfType<RunEvent.TimeWarned>().Select(warned => warned.What).ShouldBe([TimeWarning.WindowCloses, TimeWarning.RollbackWindowClosed]);
    }

    [Fact]
    public void A_run_that_takes_ten_minutes_longer_than_earlier_ones_is_said_once()
    {
        var story = new Story();
        var run = story.Run with { Usually = TimeSpan.FromMinutes(45) };

        Agenda.NextAt(run, story.Access).ShouldBe(run.StartedAt.AddMinutes(55));
        Agenda.Due(run, story.Access, run.StartedAt.AddMinutes(55)).ShouldBe([new RunEvent.TimeWarned(TimeWarning.EstimateOverrun, run.StartedAt.AddMinutes(45))]);
    }

    [Fact]
    public void Started_by_hand_outside_its_window_a_run_goes_on_and_says_so()
    {
        var outside = new Story(Runbook);
        var inside = new Story(Paper.Read("---\nwindow: 22:00-23:30 Asia/Tokyo\n---\n# T\n## Work\n- [ ] Look\n"));

        outside.When(Crew.Sam, new Command.Tick("1.1.1")).Then(new RunEvent.ItemTicked(outside.Key("1.1.1"), null));
        var started = Domain.Time.LocalTime.Say(inside.Run.StartedAt, "Asia/Tokyo").ToString();
        // In the window's zone, wherever it is read: no moment that a reader's own clock would say.
        ExampleRun.Draw(inside).Attention.ShouldContain(row => row.Text.ToString() == $"Outside its window 22:00-23:30 Asia/Tokyo: started {started}");
        ExampleRun.Draw(outside).Attention.ShouldNotContain(row => row.Key == "outside-window");
    }

    private static Story Until(Story story, DateTimeOffset at)
    {
        while (story.Now < at) story.Later(1);
        return story;
    }

    private static IEnumerable<(string To, string Text)> Letters(Story story) =>
        LetterWriter.Write(ExampleRun.Look(story), story.Journal).Where(letter => !letter.IsOver).Select(letter => (letter.To.Name, letter.Text.ToString()));
}
