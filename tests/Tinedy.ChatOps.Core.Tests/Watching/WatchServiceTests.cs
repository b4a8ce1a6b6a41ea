using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>From what a runner saw to what people are told.</summary>
public sealed class WatchServiceTests : IWatchQueue
{
    private readonly ReplicaSet replicas = new();
    private readonly RunService runs;
    private readonly WatchService watchers;
    private readonly Queue<(WatchClaim, Streak, WatchObservation)> seen = new();
    private readonly List<(Streak Streak, TimeSpan? Again)> settled = [];
    private int looks;

    public WatchServiceTests()
    {
        replicas.With("migration.md", WatchedRun.Text);
        runs = replicas.Service();
        watchers = new(runs, this, replicas);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starting_a_run_puts_its_watchers_into_the_queue_and_its_end_takes_them_out()
    {
        var run = await runs.StartedAsync();
        replicas.Journal.Appends[^1].Watches.ShouldBe([WatchedRun.Slowness.Key]);
        await runs.AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"));
        replicas.Journal.Appends[^1].ShouldSatisfyAllConditions(append => append.Watches.ShouldBe([WatchedRun.Errors.Key]), append => append.EndsWatches.ShouldBeFalse());
        await runs.AskAsync(run.Id, Crew.DevOps, new Command.Abort("prod-1", "the window is closed"));
        replicas.Journal.Appends[^1].EndsWatches.ShouldBeTrue();
    }

    [Fact]
    public async Task A_look_is_the_block_in_its_environment_and_there_is_none_for_what_has_nothing_to_do()
    {
        var run = await runs.StartedAsync();
        var (look, seq) = await watchers.LookOfAsync(Claim(run, WatchedRun.Slowness), Ct);
        (look!.Errand, look.Launch.Command, look.Launch.Kind, look.Launch.Timeout).ShouldBe((WatchPurpose.Baseline, "select * from orders", CommandKind.Sql, TimeSpan.FromSeconds(30)));
        look.Launch.Workspace.ShouldBe(Crew.Prod.Workspace);
        seq.ShouldBe(1);
        (await watchers.LookOfAsync(Claim(run, WatchedRun.Corruption), Ct)).ShouldBe((null, 1));
    }

    [Fact]
    public async Task Failures_in_a_row_raise_the_alert_with_its_numbers_and_call_the_first_contact()
    {
        var run = await MigratedAsync();
        await SeeAsync(run, WatchedRun.Corruption, look => look with { Value = "3" });
        (await runs.ReadAsync(run.Id, Ct))!.Alerts.ShouldBeEmpty("one failure is no streak");
        replicas.Later(1);
        await SeeAsync(run, WatchedRun.Corruption, look => look with { Value = "4" });

        var alert = (await runs.ReadAsync(run.Id, Ct))!.Alerts.ShouldHaveSingleItem();
        (alert.Symptom, alert.Measured, alert.Since).ShouldBe(("the value is 4, expected = 0", "4, limit = 0 · 2 checks in a row", replicas.GetUtcNow().AddMinutes(-1)));
        alert.Pages.Single().Rung.Person.ShouldBe("dba");
        settled[^1].Again.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_baseline_is_an_event_and_the_watcher_then_rests()
    {
        var run = await runs.StartedAsync();
        await SeeAsync(run, WatchedRun.Slowness, look => look with { Errand = WatchPurpose.Baseline, Samples = WatchedRun.Around(0.8) });
        (await runs.ReadAsync(run.Id, Ct))!.WatcherOf(WatchedRun.Slowness).Baseline!.Samples.ShouldBe(20);
        settled.ShouldBe([(Streak.None, null)]);
    }

    [Fact]
    public async Task A_baseline_that_cannot_be_taken_is_tried_again_and_then_people_are_asked()
    {
        var run = await runs.StartedAsync();
        for (var at = 0; at < 2; at++) await SeeAsync(run, WatchedRun.Slowness, look => look with { Errand = WatchPurpose.Baseline, Samples = WatchedRun.Around(0.8, count: 3) });
        var watcher = (await runs.ReadAsync(run.Id, Ct))!.WatcherOf(WatchedRun.Slowness);
        (watcher.State, watcher.Sentence).ShouldBe((WatchState.Inconclusive, "no baseline could be taken: 3 samples are too few, at least 7 are needed"));
        settled.ShouldAllBe(one => one.Again == TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Errors_in_a_row_ask_people_and_raise_nothing()
    {
        var run = await MigratedAsync();
        for (var at = 0; at < 2; at++) await SeeAsync(run, WatchedRun.Slowness, look => look with { Trouble = "it had not ended after 30 s and was stopped" });
        var now = (await runs.ReadAsync(run.Id, Ct))!;
        now.Alerts.ShouldBeEmpty();
        now.WatcherOf(WatchedRun.Slowness).State.ShouldBe(WatchState.Error);
    }

    [Fact]
    public async Task A_dry_run_judges_and_raises_nothing()
    {
        var run = await MigratedAsync();
        await SeeAsync(run, WatchedRun.Errors, look => look with { Value = "9" });
        var now = (await runs.ReadAsync(run.Id, Ct))!;
        now.Alerts.ShouldBeEmpty();
        (now.WatcherOf(WatchedRun.Errors).State, now.WatcherOf(WatchedRun.Errors).Sentence).ShouldBe((WatchState.Failed, "the value is 9, expected < 5 (9, limit < 5)"));
    }

    [Fact]
    public async Task What_was_seen_of_a_run_that_has_ended_changes_nothing()
    {
        var run = await MigratedAsync();
        await runs.AskAsync(run.Id, Crew.DevOps, new Command.Abort("prod-1", "the window is closed"));
        var seq = (await runs.ReadAsync(run.Id, Ct))!.Seq;
        for (var at = 0; at < 3; at++) await SeeAsync(run, WatchedRun.Corruption, look => look with { Value = "3" });
        (await runs.ReadAsync(run.Id, Ct))!.Seq.ShouldBe(seq);
        settled[^1].Again.ShouldBeNull();
    }

    private async Task<Run> MigratedAsync()
    {
        var run = await runs.StartedAsync();
        await runs.AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"));
        await runs.AskAsync(run.Id, Crew.Sam, new Command.Tick("2.1.1"));
        await runs.AskAsync(run.Id, Crew.Dba, new Command.RunStep(WatchedRun.Migration));
        var now = replicas.GetUtcNow();
        await runs.ReportAsync(new(run.Id, run.Runbook.Find(WatchedRun.Migration)!.Key, 1), "host", (await runs.StartOfAsync(new(run.Id, run.Runbook.Find(WatchedRun.Migration)!.Key, 1), Ct))!, new(Outcome.Succeeded, 0, null, now, now, 0, 0, null, [], [], null), Ct);
        return (await runs.ReadAsync(run.Id, Ct))!;
    }

    private async Task SeeAsync(Run run, Item criterion, Func<WatchObservation, WatchObservation> what)
    {
        var now = replicas.GetUtcNow();
        seen.Enqueue((Claim(run, criterion), settled.Count > 0 ? settled[^1].Streak : Streak.None, what(new(WatchPurpose.Check, now, now))));
        (await watchers.JudgeAsync(Ct)).ShouldBe(1);
    }

    private WatchClaim Claim(Run run, Item criterion) => new(run.Id, criterion.Key, ++looks);

    Task<(WatchClaim Claim, Streak Before, WatchObservation Seen)?> IWatchQueue.TakeSeenAsync(TimeSpan lease, CancellationToken ct) =>
        Task.FromResult<(WatchClaim, Streak, WatchObservation)?>(seen.TryDequeue(out var next) ? next : null);

    Task IWatchQueue.SettleAsync(WatchClaim claim, int seq, Streak streak, TimeSpan? again, CancellationToken ct)
    {
        settled.Add((streak, again));
        return Task.CompletedTask;
    }

    Task<WatchClaim?> IWatchQueue.ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct) => throw new NotSupportedException("A runner's.");

    Task<bool> IWatchQueue.RenewAsync(WatchClaim claim, TimeSpan lease, CancellationToken ct) => throw new NotSupportedException("A runner's.");

    Task IWatchQueue.ReportAsync(WatchClaim claim, WatchObservation seen, CancellationToken ct) => throw new NotSupportedException("A runner's.");

    Task IWatchQueue.RestAsync(WatchClaim claim, int seq, CancellationToken ct) => throw new NotSupportedException("A runner's.");
}
