using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Paging;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>A step that was started and that no runner takes: said as it is, in nobody's way, and somebody is called.</summary>
public sealed class UntakenStepTests
{
    private const string Why = "the log of db1 shows nothing";

    private static AccessDirectory WithRunner { get; } = new(Alarm.Access.People, [Crew.Prod with { Runner = "db1" }]) { Paging = Alarm.Access.Paging };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_drawn_as_waiting_for_a_runner_of_its_label_and_nowhere_as_running()
    {
        var board = BoardText.Draw(ExampleRun.Draw(Waiting().Later(2)));

        board.ShouldContain("1.1.2 waits for a runner db1 since 21:32. @dba or @devops can cancel it or mark it done. At 21:37 @dba is paged.");
        board.ShouldContain("1.1.2 Migrate · waits for a runner db1 since 21:32");
        board.ShouldContain("Step 1.1.2, Migrate, waits for a runner db1.");
        board.ShouldNotContain("is running");
        board.ShouldNotContain("Nothing is needed");
    }

    [Fact]
    public void In_its_first_seconds_nothing_is_amiss() => BoardText.Draw(ExampleRun.Draw(Waiting())).ShouldNotContain("waits for a runner");

    [Fact]
    public void Once_a_runner_has_taken_it_it_runs_and_buttons_that_were_drawn_before_still_work()
    {
        var story = Waiting();
        var version = story.Run[story.Key("1.1.2")].Version;
        story.Taken("1.1.2");

        story.Run[story.Key("1.1.2")].Version.ShouldBe(version);
        story.Run[story.Key("1.1.2")].LastAttempt!.Taken.ShouldBe(new("web-1", story.Now));
        BoardText.Draw(ExampleRun.Draw(story.Later(2))).ShouldContain("1.1.2 is running, started 21:32 by @dba.");
        story.When(Crew.Dba, new Command.Cancel("1.1.2", version)).Then(new RunEvent.StepCancelled(story.Key("1.1.2"), 1));
    }

    [Fact]
    public void A_cancel_ends_it_at_once()
    {
        var story = Waiting().Done(Crew.Dba, new Command.Cancel("1.1.2"));

        var ending = story.Run[story.Key("1.1.2")].LastAttempt!.Ending!;
        (ending.Outcome, ending.Known).ShouldBe((Outcome.Cancelled, "No runner had taken it. Nothing was started."));
        story.Run.RunningSteps.ShouldBeEmpty();
    }

    public static TheoryData<string, Command, RunStatus, ItemStatus> Decisions => new()
    {
        { "done", new Command.Tick("1.1.2", Why), RunStatus.Running, ItemStatus.Done },
        { "skip", new Command.Skip("1.1.2", Why), RunStatus.Running, ItemStatus.Skipped },
        { "judged done", new Command.Judge("1.1.2", Done: true, Why), RunStatus.Running, ItemStatus.Done },
        { "judged not done", new Command.Judge("1.1.2", Done: false, Why), RunStatus.Running, ItemStatus.Failed },
        { "abort", new Command.Abort("prod-17", Why), RunStatus.Aborted, ItemStatus.Failed },
        { "rollback", new Command.RollBack("prod-17", Why), RunStatus.RollingBack, ItemStatus.Failed },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void It_is_in_the_way_of_no_decision(string what, Command decision, RunStatus run, ItemStatus item)
    {
        var story = Waiting().Done(Crew.Dba, decision);

        (story.Run.Status, story.Run.StatusOf(story.Runbook.Find("1.1.2")!)).ShouldBe((run, item), what);
        story.Run[story.Key("1.1.2")].LastAttempt!.Ending!.Outcome.ShouldBe(Outcome.Cancelled);
        Agenda.NextCallForRunner(story.Run, story.Access).ShouldBeNull();
    }

    [Fact]
    public void A_rollback_goes_on_at_once_though_a_step_still_waited()
    {
        var story = Waiting().RollingBack();
        Gate.For(story.Run, story.Runbook.RollbackSteps[0]).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Started_again_it_says_what_it_waits_for() =>
        Waiting().When(Crew.DevOps, new Command.RunStep("1.1.2")).Refused(RefusalReason.AlreadyDone, "Already started: 1.1.2 waits for a runner db1 since 21:32. An operator can cancel it.");

    [Fact]
    public void Somebody_is_called_when_it_has_waited_as_long_as_a_failed_step_may()
    {
        var story = Waiting();
        var since = story.Now;

        story.Elapse().ShouldBe(since + story.Access.Paging.DecisionWaits);
        (story.Alert().Kind, story.Alert().Symptom, story.Alert().Since).ShouldBe((AlertKind.Decision, "1.1.2 Migrate was started, and no runner db1 has taken it", since));
        story.Alert().Pages.ShouldHaveSingleItem().Rung.ShouldBe(Alarm.DbaByChat);
        BoardText.Draw(ExampleRun.Draw(story)).ShouldContain("Paged: @dba");
    }

    [Fact]
    public void When_a_runner_comes_after_all_nobody_is_called_any_more()
    {
        var story = Waiting();
        story.Elapse();
        story.Taken("1.1.2");

        story.Alert().Closed!.How.ShouldBe(AlertEnd.RunnerCame);
        story.Elapses().Events.ShouldBeEmpty();
        story.Later(600).Elapses().Events.ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_people_do_a_step_that_waits_can_be_cancelled_and_stops_no_abort_and_no_rollback() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides)
        {
            if (stride.After.RunningSteps.FirstOrDefault(stride.After.WaitsForRunner) is not { } waiting) continue;
            Accepts(stride, new Command.Cancel(waiting.Number)).Events.OfType<RunEvent.StepEnded>().ShouldHaveSingleItem();
            if (stride.After.Status is RunStatus.Running) Accepts(stride, new Command.RollBack("prod-17", Why));
            if (stride.After.Status is RunStatus.Running or RunStatus.Scheduled) Accepts(stride, new Command.Abort("prod-17", Why));
        }
    });

    /// <summary>The runner is quicker by a moment, and has not said so yet.</summary>
    [Fact]
    public async Task A_cancel_that_meets_a_runner_which_has_just_taken_the_step_asks_it_to_stop()
    {
        var (replicas, runs, run, attempt) = await TakenBehindTheDeskAsync();

        (await runs.AskAsync(run, Crew.Dba, new Command.Cancel("1.2.1"))).ShouldBeOfType<Answer.Accepted>();

        var events = (await runs.HistoryAsync(run, Ct))!.Entries.Select(entry => entry.Event).ToList();
        events.OfType<RunEvent.StepTaken>().ShouldBe([new(attempt.Item, 1, "db1-host")]);
        events.OfType<RunEvent.StepCancelled>().ShouldHaveSingleItem();
        events.OfType<RunEvent.StepEnded>().ShouldBeEmpty("the runner says how it ended");
        replicas.Journal.Appends[^1].Cancelled.ShouldBe([attempt]);
    }

    [Fact]
    public async Task A_done_that_meets_a_runner_which_has_just_taken_the_step_is_refused()
    {
        var (_, runs, run, _) = await TakenBehindTheDeskAsync();

        var refused = (await runs.AskAsync(run, Crew.Dba, new Command.Tick("1.2.1", Why))).ShouldBeOfType<Answer.Refused>();

        refused.Why.Reason.ShouldBe(RefusalReason.IsRunning);
    }

    [Fact]
    public async Task The_runner_that_says_afterwards_what_was_said_for_it_says_it_once()
    {
        var (_, runs, run, attempt) = await TakenBehindTheDeskAsync();
        await runs.AskAsync(run, Crew.Dba, new Command.Cancel("1.2.1"));

        await runs.ReportTakenAsync(attempt, "db1-host", Ct);

        (await runs.HistoryAsync(run, Ct))!.Entries.Count(entry => entry.Event is RunEvent.StepTaken).ShouldBe(1);
    }

    private static async Task<(ReplicaSet ReplicaSet, RunService Service, RunId Run, AttemptId Attempt)> TakenBehindTheDeskAsync()
    {
        var replicas = new ReplicaSet();
        var runs = replicas.Service();
        var run = await runs.StartedAsync();
        (await runs.AskAsync(run.Id, Crew.Dba, new Command.RunStep("1.2.1"))).ShouldBeOfType<Answer.Accepted>();
        var attempt = new AttemptId(run.Id, run.Runbook.Find("1.2.1")!.Key, 1);
        await replicas.Journal.ClaimAsync(attempt, "db1-host");
        return (replicas, runs, run.Id, attempt);
    }

    private static Verdict.Accepted Accepts(AcceptedRequest stride, Command command)
    {
        var verdict = Decision.Decide(stride.After, command, Actor.Of(Crew.DevOps), Crew.Access, stride.Entries[^1].At);
        return verdict.ShouldBeOfType<Verdict.Accepted>((verdict as Verdict.Refused)?.Why.Text.ToString());
    }

    private static Story Waiting() => new Story(Alarm.Runbook, WithRunner).Ticked(Crew.Sam, "1.1.1").Done(Crew.Dba, new Command.RunStep("1.1.2"));
}
