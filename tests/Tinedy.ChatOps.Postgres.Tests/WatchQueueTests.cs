using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Watchers;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class WatchQueueTests(PostgresServer server) : DatabaseTest(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lapsed = TimeSpan.FromSeconds(-1);
    private static readonly ItemKey Slow = new("slow");

    private IWatchQueue Queue => Get<IWatchQueue>();

    [Fact]
    public async Task A_watcher_with_something_to_do_is_claimed_by_one_host_of_its_label()
    {
        var run = await OpenAsync("next-to-prod");
        (await Queue.ClaimAsync("bot", null, Lease, Ct)).ShouldBeNull();
        (await Queue.ClaimAsync("host", "next-to-prod", Lease, Ct)).ShouldBe(new WatchClaim(run, Slow, 1));
        (await Queue.ClaimAsync("other", "next-to-prod", Lease, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_hosts_at_once_each_watcher_goes_to_one()
    {
        for (var at = 0; at < 20; at++) await OpenAsync(environment: $"e{at}");
        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(host => Queue.ClaimAsync($"host {host}", null, Lease, Ct)));
        claims.OfType<WatchClaim>().Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Whoever_was_away_for_too_long_has_lost_it_and_hands_over_nothing()
    {
        await OpenAsync();
        var frozen = (await Queue.ClaimAsync("host", null, Lapsed, Ct))!;
        var next = (await Queue.ClaimAsync("other", null, Lease, Ct))!;
        next.Number.ShouldBe(2);

        (await Queue.RenewAsync(frozen, Lease, Ct)).ShouldBeFalse();
        await Queue.ReportAsync(frozen, Seen(), Ct);

        (await Queue.TakeSeenAsync(Lease, Ct)).ShouldBeNull();
        (await Queue.RenewAsync(next, Lease, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_seen_is_judged_once_and_then_it_looks_again()
    {
        await OpenAsync();
        var claim = (await Queue.ClaimAsync("host", null, Lease, Ct))!;
        var seen = Seen() with { Value = "3", Samples = [TimeSpan.FromMilliseconds(1.5)], AtLeast = TimeSpan.FromSeconds(2), Unmet = "half a pair \uD83D and a NUL \0" };
        await Queue.ReportAsync(claim, seen, Ct);
        (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldBeNull("nobody has judged it yet");

        var (judged, before, read) = (await Queue.TakeSeenAsync(Lease, Ct))!.Value;
        (judged, before).ShouldBe((claim, Streak.None));
        (read.Value, read.Samples.Single(), read.AtLeast, read.EndedAt).ShouldBe(("3", TimeSpan.FromMilliseconds(1.5), TimeSpan.FromSeconds(2), seen.EndedAt));
        (await Queue.TakeSeenAsync(Lease, Ct)).ShouldBeNull("somebody judges it");

        await Queue.SettleAsync(claim, 1, new(WatchState.Failed, 2, 3, SampleRequests.At), TimeSpan.Zero, Ct);

        var again = (await Queue.ClaimAsync("host", null, Lease, Ct))!;
        await Queue.ReportAsync(again, Seen(), Ct);
        (await Queue.TakeSeenAsync(Lease, Ct))!.Value.Before.ShouldBe(new Streak(WatchState.Failed, 2, 3, SampleRequests.At));
    }

    [Fact]
    public async Task A_judge_who_died_is_followed_by_another()
    {
        await OpenAsync();
        await Queue.ReportAsync((await Queue.ClaimAsync("host", null, Lease, Ct))!, Seen(), Ct);
        (await Queue.TakeSeenAsync(Lapsed, Ct)).ShouldNotBeNull();
        (await Queue.TakeSeenAsync(Lease, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task It_rests_until_an_entry_wakes_it_also_one_that_comes_while_it_is_looked_at()
    {
        var run = await OpenAsync();
        await Queue.RestAsync((await Queue.ClaimAsync("host", null, Lease, Ct))!, 1, Ct);
        (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldBeNull();

        await WakeAsync(run, 2);
        var claim = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();
        await WakeAsync(run, 3);
        await Queue.RestAsync(claim, 2, Ct);
        var again = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();

        await Queue.ReportAsync(again, Seen(), Ct);
        await WakeAsync(run, 4);
        await Queue.SettleAsync(again, 3, Streak.None, TimeSpan.FromHours(1), Ct);
        (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_end_of_a_run_ends_its_watchers()
    {
        var run = await OpenAsync();
        var claim = (await Queue.ClaimAsync("host", null, Lease, Ct))!;
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "end") with { EndsWatches = true }, Ct);
        (await Queue.RenewAsync(claim, Lease, Ct)).ShouldBeFalse();
        await Queue.ReportAsync(claim, Seen(), Ct);
        (await Queue.TakeSeenAsync(Lease, Ct)).ShouldBeNull();
    }

    private Task<RunId> OpenAsync(string? label = null, string environment = "prod") =>
        Journal.OpenRunAsync(environment, first => first with { Watches = [Slow], Runner = label });

    private Task<AppendResult> WakeAsync(RunId run, int seq) => Journal.AppendAsync(SampleRequests.Append(run, seq, $"wake {run} {seq}") with { Watches = [Slow] }, Ct);

    private static WatchObservation Seen() => new(WatchPurpose.Check, SampleRequests.At, SampleRequests.At.AddSeconds(3));
}
