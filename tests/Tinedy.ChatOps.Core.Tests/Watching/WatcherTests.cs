using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Paging;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>What the journal, the board and the thread have of a watcher.</summary>
public sealed class WatcherTests
{
    private static readonly MedianInterval Measured = new(20, WatchedRun.Seconds(0.8), WatchedRun.Seconds(0.7), WatchedRun.Seconds(0.9));

    [Fact]
    public void Only_what_changes_is_written()
    {
        var story = WatchedRun.Migrated();
        story.When(Actor.Bot, Quiet()).Then(new RunEvent.WatcherChanged(WatchedRun.Corruption.Key, WatchState.Ok, "the value is 0"));
        story.Given(Actor.Bot, [.. story.When(Actor.Bot, Quiet()).Events]);
        story.When(Actor.Bot, Quiet()).Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_watcher_raises_once_and_after_a_false_alarm_only_when_it_was_quiet_in_between()
    {
        var story = Tripped(WatchedRun.Migrated());
        story.Alert().ShouldSatisfyAllConditions(
            alert => alert.Measured.ShouldBe("3, limit = 0 · 2 checks in a row"),
            alert => alert.Pages.Single().Rung.Person.ShouldBe("dba"));
        story.When(Actor.Bot, Trip(story)).Events.ShouldBeEmpty();
        story.Done(Crew.Dba, new Command.FalseAlarm(1, "the three are test rows"));
        story.When(Actor.Bot, Trip(story)).Events.ShouldBeEmpty();
        ExampleRun.Draw(story).Attention[0].Details.Select(detail => detail.ToString()).ShouldBe(
            ["the value is 3, expected = 0.", "Its alert was ended. It is raised again when it was quiet in between."]);
        story.Given(Actor.Bot, [.. story.When(Actor.Bot, Quiet()).Events]);
        story.When(Actor.Bot, Trip(story)).Events.OfType<RunEvent.AlertRaised>().Count().ShouldBe(1);
    }

    [Fact]
    public void What_a_person_has_raised_already_is_not_raised_again()
    {
        var story = WatchedRun.Migrated().Done(Crew.Sam, new Command.Raise("Data", "rows are missing"));
        story.When(Actor.Bot, Trip(story)).Then(new RunEvent.WatcherChanged(WatchedRun.Corruption.Key, WatchState.Failed, "the value is 3, expected = 0"));
    }

    [Fact]
    public void A_baseline_that_ends_behind_the_start_of_the_step_is_none()
    {
        var story = WatchedRun.Ready();
        story.When(Actor.Bot, Taken(story.Now, story.Now.AddSeconds(20))).Events.Length.ShouldBe(1);
        var began = story.Now;
        story.Ran(WatchedRun.Migration, outcome: null);
        var started = story.Run[story.Key(WatchedRun.Migration)].LastAttempt!.At;
        story.When(Actor.Bot, Taken(began, started.AddSeconds(1))).Events.ShouldBeEmpty();
        story.When(Actor.Bot, Taken(began, started.AddSeconds(-1))).Events.Length.ShouldBe(1, "it is only late in being told");
    }

    [Fact]
    public void People_are_asked_on_the_board_and_in_the_thread_until_it_is_quiet_again()
    {
        var story = WatchedRun.Migrated().Given(Actor.Bot, new RunEvent.WatcherChanged(WatchedRun.Slowness.Key, WatchState.Inconclusive, "6 samples are too few"));
        var row = ExampleRun.Draw(story).Attention.First();
        (row.Key, row.Mark, row.Text.ToString(TimeZoneInfo.Utc)).ShouldBe(
            ("watch/performance-degradation-50", Mark.Unknown, $"Performance degradation > 50% · cannot be judged since {story.Now:HH:mm}"));
        row.Details.Select(detail => detail.ToString()).ShouldBe(["6 samples are too few.", "@dba or @devops can look and raise it."]);
        Thread(story)[^1].ShouldBe("Performance degradation > 50% cannot be judged: 6 samples are too few. @dba or @devops can look and raise it.");

        story.Given(Actor.Bot, new RunEvent.WatcherChanged(WatchedRun.Slowness.Key, WatchState.Ok, "the query takes 0.8 s"));
        ExampleRun.Draw(story).Attention.ShouldNotContain(one => one.Key.StartsWith("watch/", StringComparison.Ordinal));
        Thread(story)[^1].ShouldEndWith($"Quiet again since {story.Now:HH:mm}.");
    }

    [Fact]
    public void The_facts_say_how_many_are_watched_and_then_how_many_are_quiet()
    {
        var story = WatchedRun.Migrated();
        Facts(story).ShouldEndWith(" · 4 of 5 criteria watched");
        story.Given(Actor.Bot, new RunEvent.WatcherChanged(WatchedRun.Corruption.Key, WatchState.Ok, "the value is 0"));
        Facts(story).ShouldEndWith(" · 2 of 5 criteria quiet");
        Facts(Tripped(story)).ShouldEndWith(" · 1 of 5 criteria quiet");
    }

    [Fact]
    public void A_dry_run_says_what_it_would_have_raised_and_asks_nobody()
    {
        var story = WatchedRun.Migrated().Given(Actor.Bot, new RunEvent.WatcherChanged(WatchedRun.Errors.Key, WatchState.Failed, "the value is 9, expected < 5"));
        Thread(story)[^1].ShouldBe("Dry run · Errors in the log would be raised: the value is 9, expected < 5.");
        story.Given(Actor.Bot, new RunEvent.WatcherChanged(WatchedRun.Errors.Key, WatchState.Error, "the disk is full"));
        ExampleRun.Draw(story).Attention.ShouldNotContain(one => one.Key.StartsWith("watch/", StringComparison.Ordinal));
        story.Run.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void A_migration_that_failed_and_that_nobody_takes_meets_the_criterion_that_says_so()
    {
        var story = WatchedRun.Ready().Ran(WatchedRun.Migration, Outcome.Failed);
        Agenda.NextCallAbout(story.Run, story.Access, story.Runbook.Find(WatchedRun.Migration)!)!.Value.Rung.Person.ShouldBe("dba");

        story.Elapse();

        story.Alert().ShouldSatisfyAllConditions(
            alert => (alert.Kind, alert.About).ShouldBe((AlertKind.Criterion, WatchedRun.Failure.Key)),
            alert => alert.Symptom.ShouldBe("2.1.2 Migrate failed after 48 s · exit code 1, and nobody has taken it"));
        story.Done(Crew.Dba, new Command.FalseAlarm(1, "it was the wrong password")).Elapses().Events.ShouldBeEmpty("they know");
    }

    [Fact]
    public void Whoever_takes_it_in_time_has_no_alert() =>
        WatchedRun.Ready().Ran(WatchedRun.Migration, Outcome.Failed).Done(Crew.Dba, new Command.TakeDecision(WatchedRun.Migration)).Later(60).Elapses().Events.ShouldBeEmpty();

    [Fact]
    public void An_unknown_outcome_is_a_decision_and_no_failure()
    {
        var story = WatchedRun.Ready().Ran(WatchedRun.Migration, Outcome.Unknown);
        story.Elapse();
        (story.Alert().Kind, story.Alert().About).ShouldBe((AlertKind.Decision, story.Key(WatchedRun.Migration)));
    }

    private static Command.ReportWatch Quiet() => new(WatchedRun.Corruption.Key, WatchState.Ok, "the value is 0");

    private static Command.Trip Trip(Story story) => new(WatchedRun.Corruption.Key, "the value is 3, expected = 0", "3, limit = 0 · 2 checks in a row", story.Now.AddMinutes(-1));

    private static Story Tripped(Story story)
    {
        story.Later(1);
        var events = story.When(Actor.Bot, Trip(story)).Events;
        return story.Later(-1).Given(Actor.Bot, [.. events]);
    }

    private static Command.TakeBaseline Taken(DateTimeOffset began, DateTimeOffset ended) => new(WatchedRun.Slowness.Key, Measured, began, ended);

    private static string Facts(Story story) => ExampleRun.Draw(story).Facts.ToString();

    private static List<string> Thread(Story story)
    {
        var view = new RunView(story.Run, story.Access, System.Collections.Immutable.ImmutableDictionary<AttemptId, Progress>.Empty, "", story.Now);
        return [.. ThreadWriter.Thread(view, story.Journal).Select(reply => reply.Text.ToString(TimeZoneInfo.Utc))];
    }
}
