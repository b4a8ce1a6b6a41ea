using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Core.Tests.Rehearsals;

/// <summary>The real run is planned from its rehearsal: what was planned, rehearsed and real stands side by side.</summary>
public sealed class RehearsedPlanTests
{
    private const string Step = "1.2.1";

    private readonly Story story = new(Paper.Small);

    private Item Backup => story.Runbook.Find(Step)!;

    [Fact]
    public void The_latest_rehearsal_comes_before_earlier_runs_and_is_not_one_of_them()
    {
        var forecast = RunForecast.From("prod", [Took(300), Rehearsed(12, 140), Rehearsed(15, 120), Took(240)]);

        forecast.Of(Backup).ShouldBe(PlannedDuration.Of(Seconds(120), Seconds(270)));
        forecast.Usually(Backup).ShouldBe(new UsualDuration(Seconds(270), Seconds(240), Seconds(300), 2));
        forecast.Of(Backup)!.Length.ShouldBe(Seconds(120));
    }

    [Fact]
    public void A_rehearsal_that_broke_off_tells_as_far_as_it_came_and_the_one_before_it_the_rest()
    {
        var whole = As(12, new Story(Paper.Small, rehearsal: Rehearsal.Real).Finished());
        var broken = As(15, new Story(Paper.Small, rehearsal: Rehearsal.Real).Later(5).Ticked(Crew.Po, "1.1.1", "1.1.2").Ran("1.2.1").Ran("1.2.2"));
        var forecast = RunForecast.From("prod", [whole, broken]);

        var (first, second) = (story.Runbook.Phases[0], story.Runbook.Phases[1]);
        forecast.Of(story.Run, first)!.Length.ShouldBe(RunForecast.From("prod", [broken]).Of(story.Run, first)!.Length);
        forecast.Of(story.Run, second)!.Length.ShouldBe(RunForecast.From("prod", [whole]).Of(story.Run, second)!.Length);
        RunForecast.From("prod", [broken]).Of(story.Run, second).ShouldBeNull();
    }

    [Fact]
    public void A_run_elsewhere_that_was_meant_tells_nothing()
    {
        var started = (RunEvent.Started)story.Journal[0].Event;
        IReadOnlyList<JournalEntry> elsewhere = [story.Journal[0] with { Event = started with { Environment = "staging" } }, .. Took(60).Skip(1)];

        RunForecast.From("prod", [elsewhere]).Of(Backup).ShouldBeNull();
        RunForecast.From("staging", [elsewhere]).Of(Backup).ShouldNotBeNull();
    }

    [Fact]
    public void The_running_step_is_expected_as_it_was_rehearsed_and_its_dialog_says_both()
    {
        var forecast = RunForecast.From("prod", [Took(300), Rehearsed(15, 120)]);
        Dialog(forecast, Buttons.Run(story.Ticked(Crew.Po, "1.1.1", "1.1.2").Run, Backup)).Facts.Where(fact => fact.Label is "Rehearsed" or "Usually")
            .Select(fact => $"{fact.Label}: {fact.Value}").ShouldBe(["Rehearsed: 2 min", "Usually: 5 min (1 run)"]);

        var row = ExampleRun.Draw(story.Ran(Step, outcome: null).Later(1), forecast).Attention.Single(row => row.Mark == Mark.Running);

        row.Text.ToString(TimeZoneInfo.Utc).ShouldEndWith("running 1 min · expected 21:34");
        row.Details[0].ToString().ShouldBe("rehearsed 2 min, took 5 min in 1 earlier run");
    }

    [Fact]
    public void A_row_of_the_timeline_says_what_was_planned_and_rehearsed_beside_what_is_real()
    {
        var forecast = RunForecast.From("prod", [Took(300), As(15, new Story(Paper.Small, rehearsal: Rehearsal.Real).Finished())]);
        var rows = TimelineWriter.Draw(Look(story.Later(20).Ticked(Crew.Po, "1.1.1", "1.1.2").Ran(Step).Later(3), forecast), story.Journal).Rows;

        rows.Select(row => $"{row.Label}: {row.PlanWords}; {row.Words.ToString(TimeZoneInfo.Utc)}").ShouldBe(
        [
            "1 Prepare: rehearsed 6 min; 5 min so far, expected 21:57",
            "1.2.1 Make the backup: rehearsed 48 s, usually 5 min; 48 s, 21:52 to 21:53",
            "1.2.2 Check the backup: rehearsed 48 s; not begun",
            "2 Migrate: rehearsed 8 min; not begun",
            "2.1.2 Run the migration: rehearsed 48 s; not begun",
        ]);
        rows[2].Plan.ShouldBe(new Span(story.Run.StartedAt.AddMinutes(6).AddSeconds(-48), story.Run.StartedAt.AddMinutes(6)));
        rows[3].Plan!.Value.From.ShouldBe(rows[0].Plan!.Value.To);
    }

    [Fact]
    public void A_rollback_that_was_rehearsed_says_how_long_it_takes_before_it_is_chosen_and_while_it_goes_on()
    {
        var rehearsal = new Story(Paper.Small, rehearsal: Rehearsal.Real).Ticked(Crew.Po, "1.1.1", "1.1.2").Ran(Step).RollingBack().Later(11).Ticked(Crew.Sam, "3.1.1").Ran("3.1.2")
            .Done(Crew.Sam, new Command.Tick("3.1.3"));
        var forecast = RunForecast.From("prod", [As(15, rehearsal)]);
        story.Ticked(Crew.Po, "1.1.1", "1.1.2").Ran(Step);

        ExampleRun.Draw(story, forecast).Facts.ToString(TimeZoneInfo.Utc).ShouldEndWith("Rollback: ready, backup 412 MB of 21:32, about 15 min (rehearsed)");
        PlanRows.Rollback(Look(story, forecast)).ToString(TimeZoneInfo.Utc).ShouldBe("Rollback takes about 15 min (rehearsed) and goes to the backup of 21:32.");
        Dialog(forecast, Buttons.RollBack(story.Run)).Lead.ToString(TimeZoneInfo.Utc).ShouldContain("3 steps follow. Rehearsed: 15 min. Entries made after 21:32 would be lost.");
        Dialog(RunForecast.None, Buttons.RollBack(story.Run)).Lead.ToString(TimeZoneInfo.Utc).ShouldContain("3 steps follow. Entries");

        story.RollingBack();
        var row = TimelineWriter.Draw(Look(story.Later(2), forecast), story.Journal).Rows.Single(row => row.Key == Panels.RollbackKey);
        $"{row.PlanWords}; {row.Words.ToString(TimeZoneInfo.Utc)}".ShouldBe("rehearsed 15 min; 2 min so far, expected 21:49");
    }

    [Fact]
    public void The_end_and_the_paper_tell_planned_and_real_times()
    {
        var forecast = RunForecast.From("prod", [Took(300), As(15, new Story(Paper.Small, rehearsal: Rehearsal.Real).Finished())]);
        story.Later(20).Finished().Done(Crew.Dba, new Command.Sign("Database Administrator")).Done(Crew.Lead, new Command.Sign("Lead Developer"))
            .Done(Crew.Po, new Command.Sign("Product Owner")).Done(Crew.Chief, new Command.Sign("Technical Lead"));

        ExampleRun.Draw(story, forecast).Id.ToString(TimeZoneInfo.Utc).ShouldContain(" · plan 14 min (rehearsed), 20 min late · ");
        var paper = RunReport.Of(story.Run, story.Access, "", forecast);
        paper.Closing.ShouldContain("Phase 1 Prepare: took 5 min, rehearsed 6 min.");
        paper.Closing.ShouldContain("All items: took 34 min, rehearsed 14 min, 20 min late.");
        paper.Items[story.Key(Step)].Words.ShouldContain("rehearsed 48 s, usually 5 min");
        RunReport.Of(story.Run, story.Access, "", RunForecast.None).Closing.ShouldContain("Phase 1 Prepare: took 5 min, no plan.");
    }

    private Dialog Dialog(RunForecast forecast, Button button) =>
        DialogWriter.For(new(story.Run, story.Access, Crew.Dba, story.Now) { Forecast = forecast }, button).ShouldBeOfType<Reply.Ask>().Dialog;

    private static RunView Look(Story story, RunForecast forecast) => ExampleRun.Look(story) with { Forecast = forecast };

    /// <summary>A run on prod in which the backup took so many seconds.</summary>
    private static IReadOnlyList<JournalEntry> Took(int seconds) => Backed(seconds, null).Journal;

    private static IReadOnlyList<JournalEntry> Rehearsed(long run, int seconds) => As(run, Backed(seconds, Rehearsal.Real));

    private static Story Backed(int seconds, Rehearsal? rehearsal)
    {
        var story = new Story(Paper.Small, rehearsal: rehearsal).Ticked(Crew.Po, "1.1.1", "1.1.2").Ran(Step, outcome: null);
        var ending = story.Ending(Outcome.Succeeded, story.Backup());
        return story.Given(Actor.Bot, new RunEvent.StepEnded(story.Key(Step), 1, ending with { StartedAt = ending.EndedAt.AddSeconds(-seconds) }));
    }

    private static IReadOnlyList<JournalEntry> As(long run, Story story) => [.. story.Journal.Select(entry => entry with { Run = run })];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
