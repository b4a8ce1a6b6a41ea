using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>What earlier runs say of this one.</summary>
public sealed class PlanTests
{
    private const string Step = "1.2.1";

    [Fact]
    public void Without_an_earlier_run_there_is_none()
    {
        var story = new Story(Paper.Reference);
        RunForecast.None.Of(story.Runbook.Find(Step)!).ShouldBeNull();
        RunForecast.From("prod", [story.Journal]).Of(story.Runbook.Find(Step)!).ShouldBeNull("it has not been run there either");
    }

    [Fact]
    public void A_step_takes_the_median_of_its_successes_one_of_each_run()
    {
        var story = new Story(Paper.Reference);
        var forecast = RunForecast.From("prod", [Earlier(10), Earlier(70), Earlier(20), Earlier(30, again: 40)]);
        forecast.Usually(story.Runbook.Find(Step)!).ShouldBe(new UsualDuration(Seconds(30), Seconds(10), Seconds(70), 4));
    }

    [Fact]
    public void What_failed_tells_nothing()
    {
        var story = new Story(Paper.Reference).Ran(Step, Outcome.Failed);
        RunForecast.From("prod", [story.Journal]).Of(story.Runbook.Find(Step)!).ShouldBeNull();
    }

    [Fact]
    public void A_part_that_one_earlier_run_never_settled_has_no_plan()
    {
        var story = new Story(Paper.Reference);
        var forecast = RunForecast.From("prod", [new Story(Paper.Reference).Later(9).Ticked(Crew.Po, "1.1.1").Journal]);
        forecast.Until(story.Run, [story.Runbook.Find("1.1.1")!])!.Length.ShouldBe(TimeSpan.FromMinutes(10));
        forecast.Until(story.Run, [story.Runbook.Find("1.1.1")!, story.Runbook.Find("1.1.2")!]).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "running 1 min · expected 21:33")]
    [InlineData(3, "running 3 min · expected 21:33, 1 min late")]
    public void A_running_step_says_when_its_end_is_expected_and_how_late_it_is(int minutes, string words)
    {
        var story = new Story(Paper.Reference).Ran(Step, outcome: null).Later(minutes);
        var row = ExampleRun.Draw(story, RunForecast.From("prod", [Earlier(120)])).Attention.Single(row => row.Mark == Mark.Running);
        row.Text.ToString(TimeZoneInfo.Utc).ShouldEndWith(words);
        row.Details[0].ToString().ShouldBe("took 2 min in 1 earlier run");
    }

    [Fact]
    public void The_timeline_has_the_plan_beside_what_is_real_and_goes_on_to_the_expected_end()
    {
        var story = new Story(Paper.Reference).Ran(Step, outcome: null).Later(1);
        var row = Timeline(story, RunForecast.From("prod", [Earlier(120)])).Rows.Single(row => row.IsStep);
        row.Plan!.Value.Length.ShouldBe(TimeSpan.FromMinutes(2));
        row.ExpectedEnd.ShouldBe(row.Real!.Value.From.AddMinutes(2));
        row.Words.ToString(TimeZoneInfo.Utc).ShouldBe("1 min so far, expected 21:33");
    }

    [Fact]
    public void A_phase_is_planned_from_the_end_of_the_one_before_it_and_says_how_late_it_was()
    {
        var earlier = new Story(Paper.Small).Finished();
        var story = new Story(Paper.Small).Later(30).Finished();
        var rows = Timeline(story, RunForecast.From("prod", [earlier.Journal])).Rows.Where(row => !row.IsStep).ToList();
        rows.ShouldAllBe(row => row.Plan != null);
        rows.Zip(rows.Skip(1)).ShouldAllBe(pair => pair.First.Plan!.Value.To == pair.Second.Plan!.Value.From);
        Status(story, RunForecast.From("prod", [earlier.Journal])).ShouldMatch(@"^Time: .*, plan \d+ min \(as usual\), 30 min late$");
        Status(story, RunForecast.None).ShouldNotContain("plan");
    }

    private static string Status(Story story, RunForecast forecast) =>
        InfoReplies.Status(new(story.Run, story.Access, Crew.Dba, story.Now) { Forecast = forecast }).Select(line => line.ToString()).Single(line => line.StartsWith("Time:", StringComparison.Ordinal));

    private static Timeline Timeline(Story story, RunForecast forecast) =>
        TimelineWriter.Draw(new RunView(story.Run, story.Access, new Dictionary<AttemptId, Progress>(), "", story.Now) { Forecast = forecast }, story.Journal);

    /// <summary>A run in which the step took so many seconds, and then as many again where it was run twice.</summary>
    private static IReadOnlyList<JournalEntry> Earlier(int seconds, int? again = null)
    {
        var story = new Story(Paper.Reference).Ran(Step, outcome: null);
        foreach (var took in new[] { seconds, again }.OfType<int>())
        {
            var ending = story.Ending(Outcome.Succeeded);
            story.Given(Actor.Bot, new RunEvent.StepEnded(story.Key(Step), 1, ending with { StartedAt = ending.EndedAt.AddSeconds(-took) }));
        }
        return story.Journal;
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
