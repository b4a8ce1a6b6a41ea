using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>Whether the journal can be written, and how soon that is noticed when it can be again.</summary>
public sealed class ReadyTests(PostgresServer server) : DatabaseTest(server)
{
    private PostgresReady Ready => Get<PostgresReady>();

    [Fact]
    public async Task A_database_that_takes_writes_again_is_written_without_a_restart()
    {
        var run = await Journal.OpenRunAsync();
        await ReadOnlyAsync("on");
        // All its connections are made while nothing can be written.
        await using var replica = new ServiceCollection().AddChatOpsPostgres(Database.ConnectionString).BuildServiceProvider();
        var (journal, ready) = (replica.GetRequiredService<IJournal>(), replica.GetRequiredService<PostgresReady>());
        await Should.ThrowAsync<PostgresException>(() => Task.WhenAll(Enumerable.Range(0, 5).Select(at => journal.AppendAsync(SampleRequests.Append(run, 2, $"refused {at}"), Ct))));
        (await ready.CheckAsync(Ct)).Why.ShouldNotBeNull().ShouldContain("read-only transaction");

        await ReadOnlyAsync("off");

        for (var seq = 2; seq < 8; seq++) (await journal.AppendAsync(SampleRequests.Append(run, seq, $"taken {seq}"), Ct)).ShouldBeOfType<AppendResult.Done>();
        (await ready.CheckAsync(Ct)).ShouldBe(new Readiness(true, null));
    }

    [Fact]
    public async Task Each_check_needs_a_page_that_was_not_there_and_they_are_thrown_away_now_and_then()
    {
        var ready = new PostgresReady(Get<AppDataSource>(), TimeProvider.System) { Tidied = 5 };
        var sizes = new List<long>();

        for (var check = 0; check < 6; check++)
        {
            (await ready.CheckAsync(Ct)).Ready.ShouldBeTrue();
            sizes.Add(await SizeAsync() / 8192);
        }

        sizes.ShouldBe([1, 2, 3, 4, 1, 2]);
    }

    [Fact]
    public async Task Where_a_write_found_no_room_it_is_not_ready_until_there_is_room_for_much()
    {
        // A full disk that still takes a page: what is short is written, what is long is not.
        await AsOwnerAsync("""
            create function no_room() returns trigger language plpgsql as $$ begin
                raise exception 'could not extend file "base/1": No space left on device' using errcode = 'disk_full'; end $$;
            create trigger no_room before insert on chatops.run_event for each row when (length(new.body) > 1000) execute function no_room();
            create trigger no_room after insert on chatops.write_check referencing new table as added for each statement execute function no_room_for_many();
            """.Replace("create trigger no_room after", """
            create function no_room_for_many() returns trigger language plpgsql as $$ begin
                if (select count(*) from added) > 8 then raise exception 'could not extend file "base/1": No space left on device' using errcode = 'disk_full'; end if; return null; end $$;
            create trigger no_room after
            """, StringComparison.Ordinal));
        var run = await Journal.OpenRunAsync();
        (await Ready.CheckAsync(Ct)).Ready.ShouldBeTrue();

        await Should.ThrowAsync<PostgresException>(() => Journal.AppendAsync(SampleRequests.Append(run, 2, new string('x', 2_000)), Ct));

        (await Ready.CheckAsync(Ct)).Why.ShouldBe("The journal cannot be written: could not extend file \"base/1\": No space left on device (53100)");
        (await Ready.CheckAsync(Ct)).Ready.ShouldBeFalse();
        await AsOwnerAsync("drop trigger no_room on chatops.run_event; drop trigger no_room on chatops.write_check");
        (await Ready.CheckAsync(Ct)).ShouldBe(new Readiness(true, null));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_said_within_two_seconds_and_many_checks_are_one()
    {
        await using var holder = new NpgsqlConnection(Database.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(Ct);
        await holder.ExecuteAsync("begin; lock table chatops.write_check");
        var began = TimeProvider.System.GetTimestamp();

        var checks = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ready.CheckAsync(Ct)));

        checks.ShouldAllBe(check => !check.Ready && check.Why == "The database did not answer within 2 seconds.");
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(2 * PostgresReady.Patience);
        (await holder.ExecuteScalarAsync<long>("select count(*) from pg_locks where not granted and relation = 'chatops.write_check'::regclass")).ShouldBe(1);
        await holder.ExecuteAsync("rollback transaction");
    }

    [Fact]
    public async Task A_run_that_waits_for_somebody_to_accept_its_journal_is_named_by_readiness()
    {
        var run = await Journal.OpenRunAsync();

        await Journal.RecordDivergenceAsync(run, new JournalDivergence(9, "00", 1, "01", SampleRequests.At), Ct);

        var readiness = await Ready.CheckAsync(Ct);
        readiness.Ready.ShouldBeTrue();
        readiness.Stopped.ShouldBe([run.Number]);
    }

    [Fact]
    public async Task What_every_place_was_told_is_told_again_when_a_journal_diverged()
    {
        var run = await Journal.OpenRunAsync(more: first => first with { Places = [Place.Local] });
        await Get<IOutbox>().ToldAsync(Place.Local, run, 9, TimeSpan.FromHours(1), null, Ct);

        await Journal.RecordDivergenceAsync(run, new JournalDivergence(9, "00", 1, "01", SampleRequests.At), Ct);

        (await Get<IOutbox>().ClaimAsync("local", TimeSpan.FromSeconds(9), Ct)).ShouldNotBeNull().Wanted.ShouldBe(1);
    }

    private Task<int> ReadOnlyAsync(string value) => AsOwnerAsync($"begin read write; alter database {Database.Name} set default_transaction_read_only = {value}; commit");

    private async Task<long> SizeAsync()
    {
        await using var owner = new NpgsqlConnection(Database.ConnectionString);
        return await owner.ExecuteScalarAsync<long>("select pg_relation_size('chatops.write_check')");
    }
}
