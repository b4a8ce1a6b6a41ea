using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>When a watcher has something to do, and what.</summary>
public sealed class WatchAgendaTests
{
    [Fact]
    public void With_the_run_a_baseline_is_wanted_and_nothing_else_is_watched_yet()
    {
        var story = WatchedRun.Started();
        Errands(story).ShouldBe([WatchPurpose.None, WatchPurpose.None, WatchPurpose.Baseline, WatchPurpose.None, WatchPurpose.None]);
        Woken(null, story).ShouldBe([WatchedRun.Slowness.Key]);
    }

    [Fact]
    public void When_the_migration_has_succeeded_everything_behind_it_is_watched()
    {
        var before = WatchedRun.Measured(WatchedRun.Ready()).Ran(WatchedRun.Migration, outcome: null);
        Errands(before).ShouldBe([WatchPurpose.None, WatchPurpose.None, WatchPurpose.None, WatchPurpose.Check, WatchPurpose.None]);
        var run = before.Run;

        var after = before.Ended(WatchedRun.Migration, Outcome.Succeeded);

        Errands(after).ShouldBe([WatchPurpose.None, WatchPurpose.Check, WatchPurpose.Check, WatchPurpose.Check, WatchPurpose.None]);
        WatchAgenda.Woken(run, after.Run, after.Now).ShouldBe([WatchedRun.Corruption.Key, WatchedRun.Slowness.Key]);
    }

    [Theory]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.Unknown)]
    public void While_it_has_not_succeeded_nothing_begins(Outcome outcome) =>
        Errands(WatchedRun.Measured(WatchedRun.Ready()).Ran(WatchedRun.Migration, outcome)).ShouldBe([WatchPurpose.None, WatchPurpose.None, WatchPurpose.None, WatchPurpose.Check, WatchPurpose.None]);

    [Fact]
    public void An_old_baseline_is_taken_anew_when_nothing_is_in_the_way_of_the_step_any_more()
    {
        var story = WatchedRun.Measured(WatchedRun.Started()).Later(11);
        Of(story).ShouldBe(WatchPurpose.None, "the step is far away");
        story.Ticked(Crew.Sam, "1.1.1");
        var run = story.Run;

        story.Ticked(Crew.Sam, "2.1.1");

        Of(story).ShouldBe(WatchPurpose.Baseline);
        WatchAgenda.Woken(run, story.Run, story.Now).ShouldBe([WatchedRun.Slowness.Key]);
        Of(WatchedRun.Measured(story)).ShouldBe(WatchPurpose.None);
    }

    [Fact]
    public void From_the_first_start_of_the_step_on_nothing_is_as_it_was_before() =>
        Of(WatchedRun.Ready().Ran(WatchedRun.Migration, Outcome.Failed)).ShouldBe(WatchPurpose.None);

    [Fact]
    public void A_run_that_goes_no_further_is_not_watched()
    {
        Errands(WatchedRun.Migrated().RollingBack()).ShouldAllBe(errand => errand == WatchPurpose.None);
        Errands(WatchedRun.Migrated().Done(Crew.DevOps, new Command.Abort("prod-17", "the window is closed"))).ShouldAllBe(errand => errand == WatchPurpose.None);
    }

    [Fact]
    public void Without_a_migration_it_begins_with_the_run()
    {
        var story = new Story(Paper.Read("## Work\n- [ ] Look\n## Rollback Criteria\n- Slow\n  ```sql {slower=50%}\n  select 1\n  ```\n- Wrong\n  ```sql {expect=\"= 0\"}\n  select 1\n  ```\n"));
        Errands(story).ShouldBe([WatchPurpose.Baseline, WatchPurpose.Check]);
        story.Given(Actor.Bot, new RunEvent.BaselineTaken(story.Runbook.Criteria[0].Key, 20, WatchedRun.Seconds(1), WatchedRun.Seconds(1), WatchedRun.Seconds(1), story.Now));
        Errands(story).ShouldBe([WatchPurpose.Check, WatchPurpose.Check]);
    }

    private static WatchPurpose Of(Story story) => WatchAgenda.Of(story.Run, WatchedRun.Slowness, story.Now);

    private static IEnumerable<WatchPurpose> Errands(Story story) => story.Runbook.Criteria.Select(criterion => WatchAgenda.Of(story.Run, criterion, story.Now));

    private static System.Collections.Immutable.ImmutableArray<ItemKey> Woken(Run? before, Story story) => WatchAgenda.Woken(before, story.Run, story.Now);
}
