using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>Who is due: each run is served by one asker at a time, and a newer entry is not forgotten for an older look.</summary>
public sealed class AgendaQueueTests(PostgresServer server) : DatabaseTest(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private IAgendaQueue Queue => Get<IAgendaQueue>();

    [Fact]
    public async Task A_run_that_is_due_is_claimed_once_until_its_lease_lapses()
    {
        var run = await DueAsync(DateTimeOffset.UnixEpoch);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAsync(), Ct)));
        claims.SelectMany(claimed => claimed).ShouldBe([run]);
        (await ClaimAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_due_yet_is_left_alone()
    {
        await DueAsync(DateTimeOffset.MaxValue.AddYears(-1));

        (await ClaimAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settling_an_old_look_does_not_put_off_what_a_newer_entry_has_made_due()
    {
        var run = await DueAsync(DateTimeOffset.UnixEpoch);
        await ClaimAsync();

        await Queue.SettleAsync(run, seq: 0, next: null, Ct);
        await Queue.SettleAsync(run, seq: 1, DateTimeOffset.UnixEpoch, Ct);
        (await ClaimAsync()).ShouldBe([run]);
        await Queue.SettleAsync(run, seq: 1, next: null, Ct);
        (await ClaimAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_that_are_due_are_claimed_together_those_that_have_waited_longest_first()
    {
        var due = new List<RunId>();
        for (var minute = 5; minute > 0; minute--) due.Add(await DueAsync(DateTimeOffset.UnixEpoch.AddMinutes(minute), $"prod{minute}"));

        (await ClaimAsync(most: 3)).ShouldBe(due[2..], ignoreOrder: true);
        (await ClaimAsync(most: 3)).ShouldBe(due[..2], ignoreOrder: true);
    }

    [Fact]
    public async Task A_moment_that_the_queue_has_lost_or_has_too_late_is_put_right_and_nothing_else_is()
    {
        var run = await DueAsync(DateTimeOffset.UnixEpoch.AddYears(200));

        (await Queue.AssureAsync(run, seq: 1, DateTimeOffset.UnixEpoch.AddYears(200), Ct)).ShouldBeFalse("it is due then");
        (await Queue.AssureAsync(run, seq: 0, DateTimeOffset.UnixEpoch, Ct)).ShouldBeFalse("a newer entry has said something newer");
        (await Queue.AssureAsync(run, seq: 1, DateTimeOffset.UnixEpoch, Ct)).ShouldBeTrue("it was due too late");
        (await ClaimAsync()).ShouldBe([run]);
        (await Queue.AssureAsync(run, seq: 1, DateTimeOffset.UnixEpoch, Ct)).ShouldBeFalse("it is being served");

        await AsOwnerAsync("delete from chatops.run_due");
        (await Queue.AssureAsync(run, seq: 0, DateTimeOffset.UnixEpoch, Ct)).ShouldBeFalse("a newer entry may have said that nothing is to come");
        (await Queue.AssureAsync(run, seq: 1, DateTimeOffset.UnixEpoch, Ct)).ShouldBeTrue("it was lost");
        (await ClaimAsync()).ShouldBe([run]);
    }

    [Fact]
    public async Task Who_watches_the_pager_hears_of_what_nobody_serves_and_of_nothing_that_moves()
    {
        var late = await DueAsync(TimeProvider.System.GetUtcNow().AddMinutes(-5));
        await DueAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1), "staging");
        var calling = await Journal.OpenRunAsync("test", first => first with { Pages = [(1, 1, PageKind.Call)] });
        (await StuckAsync()).ShouldHaveSingleItem().ShouldStartWith($"run {late.Number} has waited for the clock");

        await AsOwnerAsync($"update chatops.page set due_at = now() - interval '5 minutes'; delete from chatops.run_due where run_id = {late.Number}");
        (await StuckAsync()).ShouldHaveSingleItem().ShouldStartWith($"page 1 of run {calling.Number} has waited");
    }

    private Task<IReadOnlyList<string>> StuckAsync() => Get<IPageWatch>().StuckAsync(TimeSpan.FromMinutes(2), Ct);

    private Task<IReadOnlyList<RunId>> ClaimAsync(int most = 1) => Queue.ClaimAsync(most, Lease, Ct);

    private Task<RunId> DueAsync(DateTimeOffset at, string environment = "prod") => Journal.OpenRunAsync(environment, first => first with { DueAt = at });
}
