using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class OutboxTests(PostgresServer server) : DatabaseTest(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private IOutbox Outbox => Get<IOutbox>();

    [Fact]
    public async Task Twenty_clicks_are_one_telling_of_the_latest()
    {
        var run = await OpenAsync("local", "slack");
        for (var seq = 2; seq <= 21; seq++) await Journal.AppendAsync(Given.Append(run, seq, $"click {seq}"), Ct);

        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBe(new Due(new("local"), run, 21, 0, 0));
        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBeNull();
        (await Outbox.ClaimAsync("slack", Lease, Ct)).ShouldBe(new Due(new("slack"), run, 21, 0, 0));
        (await Outbox.ClaimAsync("teams", Lease, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_told_is_not_due_until_something_new_happens()
    {
        var run = await OpenAsync("local");
        await Outbox.ClaimAsync("local", Lease, Ct);

        await Outbox.ToldAsync(new("local"), run, 1, TimeSpan.Zero, null, Ct);
        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBeNull();

        await Journal.AppendAsync(Given.Append(run, 2, "click"), Ct);
        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBe(new Due(new("local"), run, 2, 1, 0));
    }

    [Fact]
    public async Task A_click_during_the_telling_is_told_next()
    {
        var run = await OpenAsync("local");
        await Outbox.ClaimAsync("local", Lease, Ct);

        await Journal.AppendAsync(Given.Append(run, 2, "click"), Ct);
        await Outbox.ToldAsync(new("local"), run, 1, TimeSpan.Zero, null, Ct);

        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBe(new Due(new("local"), run, 2, 1, 0));
    }

    [Fact]
    public async Task A_claim_lapses_by_itself()
    {
        var run = await OpenAsync("local");
        await Outbox.ClaimAsync("local", TimeSpan.FromMinutes(-1), Ct);

        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBe(new Due(new("local"), run, 1, 0, 0));
    }

    [Fact]
    public async Task A_room_that_asked_for_patience_is_left_alone_whoever_clicks()
    {
        var run = await OpenAsync("slack");
        await Outbox.ClaimAsync("slack", Lease, Ct);
        await Outbox.PutOffAsync(new("slack"), run, TimeSpan.FromHours(1), "429\0", Ct);

        await Journal.AppendAsync(Given.Append(run, 2, "click"), Ct);
        (await Outbox.ClaimAsync("slack", Lease, Ct)).ShouldBeNull();

        await Outbox.PutOffAsync(new("slack"), run, TimeSpan.Zero, "429", Ct);
        (await Outbox.ClaimAsync("slack", Lease, Ct)).ShouldBe(new Due(new("slack"), run, 2, 0, 2));
    }

    [Fact]
    public async Task Of_many_tellers_one_gets_the_run()
    {
        await OpenAsync("local");

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Outbox.ClaimAsync("local", Lease, Ct), Ct)));

        claims.Count(due => due is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_is_remembered_by_its_key()
    {
        var run = await OpenAsync("local");

        await Outbox.RememberAsync(new("local"), run, "board", new("m1", "d1"), Lease, Ct);
        await Outbox.RememberAsync(new("local"), run, "board", new("m1", "d2"), Lease, Ct);

        (await Outbox.SaidAsync(new("local"), run, Ct)).ShouldBe(new Dictionary<string, Said> { ["board"] = new("m1", "d2") });
        (await Outbox.SaidAsync(new("slack"), run, Ct)).ShouldBeEmpty();
    }

    private Task<RunId> OpenAsync(params string[] places) => Journal.OpenRunAsync(more: first => first with { Places = [.. places.Select(Place.Parse)] });
}
