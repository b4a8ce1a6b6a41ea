using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class AttemptQueueTests(PostgresServer server) : DatabaseTest(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lapsed = TimeSpan.FromMinutes(-1);

    private IAttemptQueue Queue => Get<IAttemptQueue>();

    [Fact]
    public async Task Many_claimers_get_each_attempt_once()
    {
        var run = await QueueAsync(Enumerable.Range(1, 20).Select(number => $"step-{number:00}"));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(host => Task.Run(() => DrainAsync($"host-{host}"), Ct)));

        claims.SelectMany(claimed => claimed).Select(attempt => attempt.Item.Value).Order()
            .ShouldBe(Enumerable.Range(1, 20).Select(number => $"step-{number:00}"));
        (await Queue.ClaimAsync("late", null, Lease, Ct)).ShouldBeNull();
        claims[0].ShouldBe(await Queue.OwnedByAsync("host-0", Ct), ignoreOrder: true);
        claims.SelectMany(claimed => claimed).ShouldAllBe(attempt => attempt.Run == run);
    }

    [Fact]
    public async Task A_lapsed_lease_goes_to_another_host_and_the_loser_learns_it()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("first", null, Lapsed, Ct)).ShouldNotBeNull();

        (await Queue.TakeLapsedAsync("first", null, Lease, Ct)).ShouldBeEmpty();
        (await Queue.TakeLapsedAsync("second", null, Lease, Ct)).ShouldBe([(SampleRequests.Attempt(run, "backup"), "first")]);

        (await Queue.RenewAsync(attempt, "first", Lease, SampleRequests.Progress(), Ct)).ShouldBe(Standing.Lost);
        (await Queue.RenewAsync(attempt, "second", Lease, SampleRequests.Progress(), Ct)).ShouldBe(Standing.Held);
        (await Queue.TakeLapsedAsync("third", null, Lease, Ct)).ShouldBeEmpty();
        (await Queue.OwnedByAsync("first", Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attempt_of_a_label_waits_for_a_runner_of_that_label()
    {
        var run = await Journal.OpenRunAsync(more: first => first with { Queued = [SampleRequests.Attempt(first.Run, "backup")], Runner = "prod" });

        (await Queue.ClaimAsync("bot", null, Lapsed, Ct)).ShouldBeNull();
        (await Queue.ClaimAsync("elsewhere", "staging", Lapsed, Ct)).ShouldBeNull();
        (await Queue.ClaimAsync("runner", "prod", Lapsed, Ct)).ShouldBe(SampleRequests.Attempt(run, "backup"));
        (await Queue.TakeLapsedAsync("bot", null, Lease, Ct)).ShouldBeEmpty("its own runners come first");
        (await Queue.TakeLapsedAsync("bot", null, TimeSpan.FromSeconds(5), Ct)).ShouldHaveSingleItem("and in the end somebody owns it");
    }

    [Fact]
    public async Task An_accepted_journal_ends_what_is_open_and_a_number_that_is_given_again_begins_anew()
    {
        var run = await QueueAsync(["backup", "migrate"]);
        var lost = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();
        await Queue.OrderAsync(lost, "host", "launch-1", Lease, Ct);
        await Queue.RenewAsync(lost, "host", Lease, SampleRequests.Progress("printed"), Ct);
        var last = (await Journal.ReadAsync(run, 0, Ct)).Count;
        (await Journal.AppendAsync(SampleRequests.Append(run, last + 1, "accept") with { AcceptsJournal = true }, Ct)).ShouldBeOfType<AppendResult.Done>();

        (await Queue.RenewAsync(lost, "host", Lease, null, Ct)).ShouldBe(Standing.Lost);
        (await Queue.ClaimAsync("other", null, Lease, Ct)).ShouldBeNull("nobody starts what was open");
        (await Journal.AppendAsync(SampleRequests.Append(run, last + 2, "again") with { Queued = [lost] }, Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Queue.RenewAsync(lost, "host", Lease, null, Ct)).ShouldBe(Standing.Lost, "its earlier owner has nothing to do with it");
        (await Queue.ClaimAsync("other", null, Lease, Ct)).ShouldBe(lost);
        (await Queue.OrdersOfAsync(lost, "other", Ct)).ShouldBe(new LaunchOrders(0, 0, null, HasShown: false));
    }

    [Fact]
    public async Task What_hosts_know_of_starts_is_kept_until_an_entry_says_it()
    {
        var run = await Journal.OpenRunAsync();
        var found = new FoundStart(new("backup"), 1, "7c1e", "web-1", "It is still running.");
        await Journal.KeepFoundAsync(run, found, Ct);
        await Journal.KeepFoundAsync(run, found with { Known = "It succeeded." }, Ct);

        (await Journal.FoundAsync(run, Ct)).ShouldBe([found with { Known = "It succeeded." }]);
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "accept") with { AcceptsJournal = true, Found = ["7c1e"] }, Ct);
        (await Journal.FoundAsync(run, Ct)).ShouldBeEmpty();
        (await Journal.InstallationAsync(Ct)).ShouldBe(await Journal.InstallationAsync(Ct));
    }

    [Fact]
    public async Task A_host_that_was_frozen_until_another_took_over_writes_nothing_when_it_wakes_up()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("frozen", null, Lapsed, Ct)).ShouldNotBeNull();
        await Queue.TakeLapsedAsync("other", null, Lease, Ct);

        (await Journal.AppendAsync(SampleRequests.Append(run, 2, "late") with { Ended = [attempt], Held = (attempt, "frozen") }, Ct)).ShouldBeOfType<AppendResult.Lost>();
        (await Journal.ReadAsync(run, 1, Ct)).ShouldBeEmpty();
        (await Journal.AppendAsync(SampleRequests.Append(run, 2, "found") with { Ended = [attempt], Held = (attempt, "other") }, Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Journal.ReadAsync(run, 1, Ct)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lapsed_lease_goes_to_one_of_many_hosts()
    {
        await QueueAsync(["backup"]);
        await Queue.ClaimAsync("lost", null, Lapsed, Ct);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(host => Task.Run(() => Queue.TakeLapsedAsync($"host-{host}", null, Lease, Ct), Ct)));

        taken.SelectMany(attempts => attempts).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_request_to_cancel_is_heard_at_the_next_renewal()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "cancel") with { Cancelled = [attempt] }, Ct);

        (await Queue.RenewAsync(attempt, "host", Lease, SampleRequests.Progress(), Ct)).ShouldBe(Standing.CancelAsked);
    }

    [Fact]
    public async Task An_attempt_that_has_ended_is_nobodys_any_more()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lapsed, Ct)).ShouldNotBeNull();

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "ended") with { Ended = [attempt] }, Ct);

        (await Queue.RenewAsync(attempt, "host", Lease, SampleRequests.Progress(), Ct)).ShouldBe(Standing.Lost);
        (await Queue.OwnedByAsync("host", Ct)).ShouldBeEmpty();
        (await Queue.TakeLapsedAsync("other", null, Lease, Ct)).ShouldBeEmpty();
        (await Queue.ProgressOfAsync(run, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_live_tail_can_be_read_even_when_it_is_not_text()
    {
        var run = await QueueAsync(["backup", "check"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();

        await Queue.RenewAsync(attempt, "host", Lease, SampleRequests.Progress("dumping\0", "half \uD83D of a letter"), Ct);

        var progress = (await Queue.ProgressOfAsync(run, Ct)).ShouldHaveSingleItem();
        progress.Key.ShouldBe(attempt);
        progress.Value.Tail.ShouldBe(["dumping\uFFFD", "half \uFFFD of a letter"]);
        (progress.Value.StartedAt, progress.Value.Lines, progress.Value.LastAt).ShouldBe((SampleRequests.At, 2, SampleRequests.At.AddSeconds(1)));
    }

    [Fact]
    public async Task Output_may_be_kept_again_until_the_ending_is_recorded()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();
        (await Queue.OutputOfAsync(attempt, Ct)).ShouldBeNull();

        await Queue.KeepOutputAsync(attempt, "half"u8.ToArray(), Ct);
        await Queue.KeepOutputAsync(attempt, "whole\0"u8.ToArray(), Ct);
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "ended") with { Ended = [attempt] }, Ct);
        await Queue.KeepOutputAsync(attempt, "forged"u8.ToArray(), Ct);

        (await Queue.OutputOfAsync(attempt, Ct)).ShouldBe("whole\0"u8.ToArray());
    }

    [Fact]
    public async Task One_order_is_open_at_a_time_and_the_next_waits_until_it_is_closed()
    {
        await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();
        (await Queue.OrdersOfAsync(attempt, "host", Ct)).ShouldBe(new(0, 0, null, HasShown: false));

        (await Queue.OrderAsync(attempt, "host", "launch-1", Lease, Ct)).ShouldBe(Standing.Held);
        (await Queue.OrderAsync(attempt, "host", "launch-1", Lease, Ct)).ShouldBe(Standing.Held, "an answer was lost, and it is asked again");
        (await Queue.OrderAsync(attempt, "host", "launch-2", Lease, Ct)).ShouldBe(Standing.Lost);
        (await Queue.OrdersOfAsync(attempt, "host", Ct)).ShouldBe(new(1, 0, "launch-1", HasShown: false));

        await Queue.CloseAsync(attempt, "host", "launch-2", Ct);
        (await Queue.OrderAsync(attempt, "host", "launch-2", Lease, Ct)).ShouldBe(Standing.Lost, "only what was ordered can be closed");
        await Queue.CloseAsync(attempt, "host", "launch-1", Ct);
        (await Queue.OrderAsync(attempt, "host", "launch-1", Lease, Ct)).ShouldBe(Standing.Lost, "what is closed stays closed");
        (await Queue.OrderAsync(attempt, "host", "launch-2", Lease, Ct)).ShouldBe(Standing.Held);
        (await Queue.OrdersOfAsync(attempt, "host", Ct)).ShouldBe(new(2, 1, "launch-2", HasShown: false));
    }

    [Fact]
    public async Task Whoever_does_not_hold_an_attempt_orders_nothing_and_learns_nothing_of_it()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lapsed, Ct)).ShouldNotBeNull();
        await Queue.TakeLapsedAsync("other", null, Lease, Ct);

        (await Queue.OrderAsync(attempt, "host", "launch-1", Lease, Ct)).ShouldBe(Standing.Lost);
        (await Queue.OrdersOfAsync(attempt, "host", Ct)).ShouldBeNull();
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "ended") with { Ended = [attempt] }, Ct);
        (await Queue.OrderAsync(attempt, "other", "launch-1", Lease, Ct)).ShouldBe(Standing.Lost);
    }

    [Fact]
    public async Task Of_many_orders_in_the_same_moment_one_is_confirmed()
    {
        await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => Task.Run(() => Queue.OrderAsync(attempt, "host", $"launch-{at}", Lease, Ct), Ct)));

        answers.Count(answer => answer == Standing.Held).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_version_without_orders_has_claimed_is_never_proven_unstarted()
    {
        await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lease, Ct)).ShouldNotBeNull();
        await AsAppAsync("update chatops.attempt set ordered = null");

        (await Queue.OrdersOfAsync(attempt, "host", Ct))!.Ordered.ShouldBeNull();
        (await Queue.OrderAsync(attempt, "host", "launch-1", Lease, Ct)).ShouldBe(Standing.Lost);
    }

    [Fact]
    public async Task A_look_at_a_step_keeps_its_lease_and_shows_nothing_of_it()
    {
        var run = await QueueAsync(["backup"]);
        var attempt = (await Queue.ClaimAsync("host", null, Lapsed, Ct)).ShouldNotBeNull();

        (await Queue.RenewAsync(attempt, "host", Lease, null, Ct)).ShouldBe(Standing.Held);

        (await Queue.ProgressOfAsync(run, Ct)).ShouldBeEmpty();
        (await Queue.OrdersOfAsync(attempt, "host", Ct))!.HasShown.ShouldBeFalse();
        (await Queue.TakeLapsedAsync("other", null, Lease, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_cancel_and_a_claim_in_the_same_moment_exactly_one_has_the_step()
    {
        for (var trial = 0; trial < 60; trial++)
        {
            var run = await Journal.OpenRunAsync($"env-{trial}", first => first with { Queued = [SampleRequests.Attempt(first.Run, "backup")], Runner = $"label-{trial}" });
            var attempt = SampleRequests.Attempt(run, "backup");
            var cancel = SampleRequests.Append(run, 2, $"cancel-{trial}") with { Cancelled = [attempt], Ended = [attempt], Unclaimed = [attempt] };
            var ends = Task.Run(() => Journal.AppendAsync(cancel, Ct), Ct);
            var claims = Task.Run(() => Queue.ClaimAsync("host", $"label-{trial}", Lease, Ct), Ct);

            var (ended, claimed) = (await ends, await claims);

            if (claimed is null) ended.ShouldBeOfType<AppendResult.Done>();
            else ended.ShouldBe(new AppendResult.Claimed(attempt, "host"));
            (await Journal.ReadAsync(run, 1, Ct)).Count.ShouldBe(claimed is null ? 1 : 0);
            (await Queue.OwnedByAsync("host", Ct)).Contains(attempt).ShouldBe(claimed is not null);
        }
    }

    [Fact]
    public async Task What_nobody_takes_is_counted_by_its_label()
    {
        await Journal.OpenRunAsync(more: first => first with { Queued = [SampleRequests.Attempt(first.Run, "one"), SampleRequests.Attempt(first.Run, "two")], Runner = "db1" });
        (await Queue.UnclaimedAsync(TimeSpan.FromMinutes(1), Ct)).ShouldBeEmpty();

        var waiting = (await Queue.UnclaimedAsync(TimeSpan.FromMinutes(-1), Ct)).ShouldHaveSingleItem();

        (waiting.Label, waiting.Count).ShouldBe(("db1", 2));
        await Queue.ClaimAsync("host", "db1", Lease, Ct);
        (await Queue.UnclaimedAsync(TimeSpan.FromMinutes(-1), Ct)).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    private Task<RunId> QueueAsync(IEnumerable<string> items) =>
        Journal.OpenRunAsync(more: first => first with { Queued = [.. items.Select(item => SampleRequests.Attempt(first.Run, item))] });

    private async Task<List<AttemptId>> DrainAsync(string host)
    {
        var claimed = new List<AttemptId>();
        while (await Queue.ClaimAsync(host, null, Lease, Ct) is { } attempt) claimed.Add(attempt);
        return claimed;
    }
}
