using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>What is remembered of runs has a bound, and what must be noticed is noticed beyond it.</summary>
public sealed class RunCacheTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ReplicaSet replicas = new();
    private readonly RunCache cache;

    public RunCacheTests() => cache = new(replicas.Journal, replicas.Feed, replicas, mostEnded: 2);

    [Fact]
    public async Task Of_runs_that_are_over_the_last_used_are_kept_and_those_that_go_on_all()
    {
        var first = await EndedAsync();
        var second = await EndedAsync();
        var third = await EndedAsync();
        var live = (await replicas.Service().StartedAsync()).Id;

        foreach (var run in new[] { live, first, second, first, third }) await cache.LatestAsync(run, Ct);

        cache.Kept.ShouldBe([live, first, third], ignoreOrder: true);
        (await cache.LatestAsync(second, Ct))!.Run.Notes.Length.ShouldBe(1);
        cache.Kept.ShouldBe([live, second, third], ignoreOrder: true);
    }

    [Fact]
    public async Task A_journal_that_went_back_is_noticed_although_its_fold_was_dropped()
    {
        var run = await DroppedAsync();
        var known = replicas.Journal.Appends.Where(append => append.Run == run).Max(append => append.Entries[^1].Seq);
        replicas.Journal.GoBackTo(run, 2);

        cache.IsAt(run, new(2, "another")).ShouldBeFalse();
        var now = (await cache.LatestAsync(run, Ct))!.Run;
        (now.Divergence!.KnownSeq, now.Divergence.FoundSeq).ShouldBe((known, 2));
        cache.Stopped.ShouldBe([run]);
    }

    [Fact]
    public async Task A_journal_of_the_same_length_is_another_one_although_its_fold_was_dropped()
    {
        var run = await DroppedAsync();
        replicas.Journal.GoBackTo(run, 2);
        await replicas.Service().AskAsync(run, Crew.Dba, new Command.Abort($"prod-{run}", "another branch of it"));

        (await cache.LatestAsync(run, Ct))!.Run.Divergence.ShouldNotBeNull().IsShorter.ShouldBeFalse();
    }

    [Fact]
    public async Task The_number_of_a_run_whose_fold_was_dropped_is_not_given_again() => cache.Knows(await DroppedAsync()).ShouldBeTrue();

    [Fact]
    public async Task A_run_whose_fold_was_dropped_and_whose_journal_is_as_it_was_goes_on_as_it_is()
    {
        var run = await DroppedAsync();

        (await cache.LatestAsync(run, Ct))!.Run.Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task A_turn_that_nobody_has_or_waits_for_is_not_remembered()
    {
        var turns = new RunTurns();
        var run = new RunId(1);
        var first = await turns.TakeAsync(run, Ct);
        var second = turns.TakeAsync(run, Ct);
        using var gone = new CancellationTokenSource();
        var third = turns.TakeAsync(run, gone.Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(third);
        (second.IsCompleted, turns.Count).ShouldBe((false, 1));

        first.Dispose();
        (await second).Dispose();
        turns.Count.ShouldBe(0);
        (await turns.TakeAsync(run, Ct)).Dispose();
    }

    /// <summary>A run that is over, of which nothing but its mark is left.</summary>
    private async Task<RunId> DroppedAsync()
    {
        var run = await EndedAsync();
        await cache.LatestAsync(run, Ct);
        for (var other = 0; other < 2; other++) await cache.LatestAsync(await EndedAsync(), Ct);
        cache.Kept.ShouldNotContain(run);
        return run;
    }

    private async Task<RunId> EndedAsync()
    {
        var runs = replicas.Service();
        var run = (await runs.StartedAsync()).Id;
        (await runs.AskAsync(run, Crew.Sam, new Command.WriteNote("seen"))).ShouldBeOfType<Answer.Accepted>();
        (await runs.AskAsync(run, Crew.Dba, new Command.Abort($"prod-{run}", "done with for today"))).ShouldBeOfType<Answer.Accepted>().Run.IsOver.ShouldBeTrue();
        return run;
    }
}
