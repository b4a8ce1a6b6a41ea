using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>The agreed hours behind the bars of the timeline, with both their ends named.</summary>
public sealed class WindowInThePictureTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 24, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_scheduled_night_shows_its_window_and_begins_with_the_night_and_not_with_its_preparation()
    {
        var timeline = Draw(ExampleRun.Scheduled().Ticked(Crew.Sam, "1.1.1"));

        Said(timeline).ShouldBe(["Maintenance window: 21:00 opens, 22:30 window closes"]);
        (timeline.From, timeline.To).ShouldBe((Moment.AddMinutes(-10), Moment.AddMinutes(90)));
        timeline.Now.ShouldBeLessThan(timeline.From);
    }

    [Fact]
    public void Preparation_that_was_rehearsed_is_planned_to_end_where_the_night_begins()
    {
        var rehearsal = new Story(Paper.Night, rehearsal: Rehearsal.Real).Finished();
        var timeline = Draw(ExampleRun.Scheduled(), RunForecast.From("prod", [rehearsal.Journal]));

        var phases = timeline.Rows.Where(row => !row.IsStep).Select(row => row.Plan!.Value).ToList();
        (phases[0].To, phases[1].From, phases[1].Length).ShouldBe((Moment, Moment, rehearsal.Now - rehearsal.Run[rehearsal.Key("1.1.3")].SettledBy!.Value.At));
        timeline.From.ShouldBeLessThanOrEqualTo(phases[0].From);
    }

    [Fact]
    public void The_first_change_opens_the_rollback_window()
    {
        var story = ExampleRun.Prepared();
        while (story.Now < Moment) story.Later(1);
        story.Given(Actor.Bot, new RunEvent.Begun()).Ticked(Crew.Sam, "2.1.1").Ran("2.1.2", outcome: null);

        var timeline = Draw(story);

        Said(timeline).ShouldBe(["Maintenance window: 21:00 opens, 22:30 window closes", "Rollback window: 21:03 first change, 23:03 rollback window closes"]);
        timeline.To.ShouldBe(Moment.AddMinutes(90), "the way back is longer than the picture may get for it");
    }

    [Fact]
    public void A_run_that_was_started_before_its_window_shows_where_it_opens_and_one_far_from_it_nothing()
    {
        Said(Draw(On("22:00-23:30 UTC").Later(47))).ShouldBe(["Maintenance window: 22:00 opens, 23:30 window closes"]);
        Said(Draw(On("08:00-09:00 UTC").Later(47))).ShouldBeEmpty();
        Said(Draw(new Story())).ShouldBeEmpty();
    }

    [Fact]
    public void An_alert_a_page_and_its_answer_are_flags_with_a_word()
    {
        var story = new Story(Paper.Reference);
        story.Done(Crew.Sam, new Command.Raise(story.Runbook.Criteria[0].Number, "queries take 3 s")).Done(Crew.Dba, new Command.Acknowledge());

        Draw(story).Flags.Select(flag => flag.Text.ToString()).ShouldBe(["alert 1", "@dba paged", "@dba is on it"]);
    }

    private static Story On(string window) => new(Paper.Read($"---\nwindow: {window}\n---\n# T\n## Work\n- [ ] Look\n"));

    private static Timeline Draw(Story story, RunForecast? forecast = null) => TimelineWriter.Draw(ExampleRun.Look(story) with { Forecast = forecast ?? RunForecast.None }, story.Journal);

    private static IEnumerable<string> Said(Timeline timeline) =>
        timeline.Bands.Select(band => $"{band.Label}: {band.Opens.ToString(TimeZoneInfo.Utc)}, {band.Closes.ToString(TimeZoneInfo.Utc)}");
}
