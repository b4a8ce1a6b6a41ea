using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
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
        for (var seq = 2; seq <= 21; seq++) await Journal.AppendAsync(SampleRequests.Append(run, seq, $"click {seq}"), Ct);

        ShouldBe(await Outbox.ClaimAsync("local", Lease, Ct), new("local"), run, 21, 0, 0);
        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBeNull();
        ShouldBe(await Outbox.ClaimAsync("slack", Lease, Ct), new("slack"), run, 21, 0, 0);
        (await Outbox.ClaimAsync("teams", Lease, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_told_is_not_due_until_something_new_happens()
    {
        var run = await OpenAsync("local");
        await Outbox.ClaimAsync("local", Lease, Ct);

        await Outbox.ToldAsync(new("local"), run, 1, TimeSpan.Zero, null, Ct);
        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldBeNull();

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "click"), Ct);
        ShouldBe(await Outbox.ClaimAsync("local", Lease, Ct), new("local"), run, 2, 1, 0);
    }

    [Fact]
    public async Task A_click_during_the_telling_is_told_next()
    {
        var run = await OpenAsync("local");
        await Outbox.ClaimAsync("local", Lease, Ct);

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "click"), Ct);
        await Outbox.ToldAsync(new("local"), run, 1, TimeSpan.Zero, null, Ct);

        ShouldBe(await Outbox.ClaimAsync("local", Lease, Ct), new("local"), run, 2, 1, 0);
    }

    [Fact]
    public async Task A_claim_lapses_by_itself()
    {
        var run = await OpenAsync("local");
        await Outbox.ClaimAsync("local", TimeSpan.FromMinutes(-1), Ct);

        ShouldBe(await Outbox.ClaimAsync("local", Lease, Ct), new("local"), run, 1, 0, 0);
    }

    [Fact]
    public async Task A_room_that_asked_for_patience_is_left_alone_whoever_clicks()
    {
        var run = await OpenAsync("slack");
        var due = (await Outbox.ClaimAsync("slack", Lease, Ct))!;
        await Outbox.PutOffAsync(due, TimeSpan.FromHours(1), "429\0", Ct);

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "click"), Ct);
        var letters = (await Outbox.ClaimAsync("slack", Lease, Ct))!;
        letters.Rests.ShouldBeTrue("letters to people do not wait for it");
        await Outbox.SortedAsync(letters, 2, Ct);
        (await Outbox.ClaimAsync("slack", Lease, Ct)).ShouldBeNull();

        await Outbox.PutOffAsync(letters, TimeSpan.Zero, "429", Ct);
        ShouldBe(await Outbox.ClaimAsync("slack", Lease, Ct), new("slack"), run, 2, 0, 2);
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

        await Outbox.RememberAsync(new("local"), run, "board", new("m1", "d1"), Claim.Channel, Lease, Ct);
        await Outbox.RememberAsync(new("local"), run, "board", new("m1", "d2"), Claim.None, Lease, Ct);

        (await Outbox.SaidAsync(new("local"), run, Ct)).ShouldBe(new Dictionary<string, Said> { ["board"] = new("m1", "d2") });
        (await Outbox.SaidAsync(new("slack"), run, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_place_that_is_gone_is_shown_in_the_others_and_asked_again_in_an_hour_or_when_somebody_acts_there()
    {
        var run = await OpenAsync("local", "slack:T/C");
        var local = (await Outbox.ClaimAsync("local", Lease, Ct))!;
        await Outbox.ToldAsync(local.Place, run, 1, TimeSpan.Zero, null, Ct);
        var due = (await Outbox.ClaimAsync("slack", Lease, Ct))!;
        await Outbox.GoneAsync(due, TimeSpan.FromHours(1), TimeSpan.FromHours(24), "is_archived", Ct);

        var shown = (await Outbox.ClaimAsync("local", Lease, Ct))!;
        (shown.Gone.Single().Place, shown.Gone.Single().Why).ShouldBe(("slack:T/C", "is_archived"));
        (await Get<IQueues>().LookAsync(20, [], Ct)).Gone.Single().Run.ShouldBe(run.Number);
        (await Outbox.ClaimAsync("slack", Lease, Ct)).ShouldBeNull();
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "click"), Ct);
        (await Outbox.ClaimAsync("slack", Lease, Ct))!.Rests.ShouldBeTrue("it is not asked again because somebody clicks elsewhere");
        await Outbox.SortedAsync(due, 2, Ct);

        await Outbox.ReturnAsync(due.Place, Ct);
        var back = (await Outbox.ClaimAsync("slack", Lease, Ct))!;
        back.Rests.ShouldBeFalse();
        back.GoneFor.ShouldNotBeNull();
        await Outbox.ToldAsync(back.Place, run, 2, TimeSpan.Zero, null, Ct);
        (await Outbox.ClaimAsync("slack", Lease, Ct)).ShouldNotBeNull("it does not go on saying of itself that it is gone").Gone.ShouldBeEmpty();
        // It was being told when the other came back: what it said then is out of date.
        await Outbox.ToldAsync(local.Place, run, 2, TimeSpan.Zero, null, Ct);
        (await Outbox.ClaimAsync("local", Lease, Ct)).ShouldNotBeNull("it is told again").Gone.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_person_has_a_turn_of_their_own_and_who_failed_waits_alone()
    {
        var run = await OpenAsync("slack");
        await Outbox.QueueLettersAsync(new("slack"), run, 1, ["dba", "po"], Ct);
        var (one, other) = ((await Outbox.ClaimLettersAsync("slack", Lease, Ct))!, (await Outbox.ClaimLettersAsync("slack", Lease, Ct))!);
        (await Outbox.ClaimLettersAsync("slack", Lease, Ct)).ShouldBeNull();

        await Outbox.PutOffLettersAsync(one, TimeSpan.FromHours(1), "HTTP 500", Ct);
        await Outbox.QueueLettersAsync(new("slack"), run, 2, ["dba", "po"], Ct);
        await Outbox.LettersToldAsync(other, 1, Ct);
        var again = (await Outbox.ClaimLettersAsync("slack", Lease, Ct))!;
        (again.Person, again.Wanted).ShouldBe((other.Person, 2));
        await Outbox.LettersToldAsync(again, 2, Ct);
        (await Outbox.ClaimLettersAsync("slack", Lease, Ct)).ShouldBeNull();
    }

    private static void ShouldBe(Due? due, Place place, RunId run, int wanted, int told, int tries)
    {
        due.ShouldNotBeNull();
        (due.Place, due.Run, due.Wanted, due.Told, due.Tries, due.Rests).ShouldBe((place, run, wanted, told, tries, false));
    }

    private Task<RunId> OpenAsync(params string[] places) => Journal.OpenRunAsync(more: first => first with { Places = [.. places.Select(Place.Parse)] });
}
