using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Journal;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class AppendTests(PostgresServer server) : DatabaseTest(server)
{
    [Fact]
    public async Task What_was_appended_comes_back_byte_for_byte()
    {
        var run = await Journal.OpenRunAsync();
        var append = SampleRequests.Append(run, 2, "a note with \0, \"quotes\" and 🚀", entries: 3);

        (await Journal.AppendAsync(append, Ct)).ShouldBeOfType<AppendResult.Done>();

        var read = await Journal.ReadAsync(run, after: 1, Ct);
        read.Select(entry => (entry.Seq, entry.At, entry.Kind, entry.Body)).ShouldBe(append.Entries.Select(entry => (entry.Seq, entry.At, entry.Kind, entry.Body)));
        read.Select(entry => Convert.ToHexString(entry.Hash.Span)).ShouldBe(append.Entries.Select(entry => Convert.ToHexString(entry.Hash.Span)));
        JournalFormat.Read(read[0].Body).By.ShouldBe(SampleRequests.Dba);
    }

    [Fact]
    public async Task A_run_comes_back_as_it_was_pinned()
    {
        var run = await Journal.OpenRunAsync();

        var pin = (await Journal.FindAsync(run, Ct)).ShouldNotBeNull();

        (pin with { Runbook = default }).ShouldBe(SampleRequests.Pin(run) with { Runbook = default });
        pin.Runbook.ToArray().ShouldBe("# Plan"u8.ToArray());
        (await Journal.ListAsync(5, Ct)).ShouldBe([run]);
        (await Journal.FindAsync(new RunId(4711), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_writers_of_the_same_entry_exactly_one_is_done_and_the_rest_are_overtaken()
    {
        var run = await Journal.OpenRunAsync();
        for (var seq = 2; seq < 12; seq++)
        {
            var next = seq;
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
                Task.Run(() => Journal.AppendAsync(SampleRequests.Append(run, next, $"{next}/{writer}"), Ct), Ct)));

            results.Count(result => result is AppendResult.Done).ShouldBe(1);
            results.Count(result => result is AppendResult.Overtaken).ShouldBe(15);
        }
        (await Journal.ReadAsync(run, 0, Ct)).Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, 11));
    }

    [Fact]
    public async Task The_same_request_from_many_doors_is_written_once_and_everybody_learns_what_it_made()
    {
        var run = await Journal.OpenRunAsync();
        var append = SampleRequests.Append(run, 2, "one click", entries: 2);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Journal.AppendAsync(append, Ct), Ct)));

        results.Count(result => result is AppendResult.Done).ShouldBe(1);
        results.OfType<AppendResult.Repeated>().Select(repeated => repeated.Past).ShouldBe(Enumerable.Repeat(new PastRequest(run, 2, 3), 7));
        (await Journal.FindRequestAsync("one click", Ct)).ShouldBe(new PastRequest(run, 2, 3));
        (await Journal.FindRequestAsync("never seen", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_repeated_request_at_a_later_place_writes_nothing()
    {
        var run = await Journal.OpenRunAsync();
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "one click"), Ct);

        var again = await Journal.AppendAsync(SampleRequests.Append(run, 3, "one click"), Ct);

        again.ShouldBe(new AppendResult.Repeated(new(run, 2, 2)));
        (await Journal.ReadAsync(run, 2, Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task An_entry_that_does_not_follow_the_last_one_is_refused(int seq)
    {
        var run = await Journal.OpenRunAsync();

        (await Journal.AppendAsync(SampleRequests.Append(run, seq, "out of place"), Ct)).ShouldBeOfType<AppendResult.Overtaken>();

        (await Journal.ReadAsync(run, 0, Ct)).Count.ShouldBe(1);
        (await Journal.FindRequestAsync("out of place", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_gap_within_one_request_is_a_mistake_and_nothing_is_sent()
    {
        var run = await Journal.OpenRunAsync();
        var gap = new Append(run, "gap", [SampleRequests.Entry(run, 2, "a"), SampleRequests.Entry(run, 4, "b")]);

        await Should.ThrowAsync<ArgumentException>(() => Journal.AppendAsync(gap, Ct));
    }

    [Fact]
    public async Task Two_runs_cannot_hold_one_environment_until_the_first_lets_go()
    {
        var first = await Journal.OpenRunAsync();
        var second = await Journal.NextIdAsync(Ct);

        var held = await Journal.OpenAsync(SampleRequests.Pin(second), SampleRequests.Append(second, 1, "too early"), Ct);
        held.ShouldBe(new AppendResult.EnvironmentHeld(first));
        (await Journal.FindAsync(second, Ct)).ShouldBeNull();

        await Journal.AppendAsync(SampleRequests.Append(first, 2, "done") with { ReleasesEnvironment = true }, Ct);
        (await Journal.HolderOfAsync("prod", Ct)).ShouldBeNull();
        (await Journal.OpenAsync(SampleRequests.Pin(second), SampleRequests.Append(second, 1, "now"), Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Journal.HolderOfAsync("prod", Ct)).ShouldBe(second);
    }

    [Fact]
    public async Task Of_many_runs_started_at_once_in_one_environment_one_starts()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var run = await Journal.NextIdAsync(Ct);
            return await Journal.OpenAsync(SampleRequests.Pin(run), SampleRequests.Append(run, 1, $"start {run}"), Ct);
        })));

        var holder = await Journal.HolderOfAsync("prod", Ct);
        results.Count(result => result is AppendResult.Done).ShouldBe(1);
        results.OfType<AppendResult.EnvironmentHeld>().Select(held => (RunId?)held.By).ShouldBe(Enumerable.Repeat(holder, 7));
    }

    [Fact]
    public async Task The_same_start_twice_is_one_run()
    {
        var run = await Journal.OpenRunAsync();
        var again = await Journal.NextIdAsync(Ct);

        var result = await Journal.OpenAsync(SampleRequests.Pin(again), SampleRequests.Append(again, 1, $"open-{run}"), Ct);

        result.ShouldBe(new AppendResult.Repeated(new(run, 1, 1)));
    }

    [Fact]
    public async Task A_cut_tail_is_contradicted_by_what_else_was_written()
    {
        var run = await Journal.OpenRunAsync(more: first => first with { Places = [Place.Local] });
        await Journal.AppendAsync(SampleRequests.Append(run, 2, "sign", entries: 2) with { SignOffs = [SampleRequests.SignOff(2)] }, Ct);

        // What somebody with every right would do: switch the trigger off, and the keys that point at the entries.
        await AsOwnerAsync($"""
            set session_replication_role = replica;
            alter table chatops.run_event disable trigger append_only;
            delete from chatops.run_event where run_id = {run} and seq > 1
            """);

        (await Journal.ReadAsync(run, 0, Ct)).Count.ShouldBe(1);
        (await Get<PostgresAudit>().ReadAsync(run, Ct)).ShouldBe(new AuditFacts(3, 2, 3, HoldsEnvironment: true));
    }

    [Fact]
    public async Task One_request_is_one_transaction()
    {
        // Every row carries the number of the transaction that wrote it last.
        const string sql = """
            select count(distinct xmin::text) from (
                select xmin from chatops.run_event where seq = 2
                union all select xmin from chatops.request where key = 'click'
                union all select xmin from chatops.sign_off
                union all select xmin from chatops.attempt
                union all select xmin from chatops.outbox
            ) written
            """;
        var run = await Journal.OpenRunAsync(more: first => first with { Places = [Place.Local] });

        await Journal.AppendAsync(SampleRequests.Append(run, 2, "click") with { SignOffs = [SampleRequests.SignOff(2)], Queued = [SampleRequests.Attempt(run, "backup")] }, Ct);

        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        (await connection.ExecuteScalarAsync<long>(new(sql, cancellationToken: Ct))).ShouldBe(1);
    }
}
