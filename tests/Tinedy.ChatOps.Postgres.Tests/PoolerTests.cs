using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>A PgBouncer in transaction mode between program and server: with its default settings, and where it drops the option of the role.</summary>
public sealed class PoolerTests(PostgresServer server) : DatabaseTest(server)
{
    private const string Default = "";
    private const string DropsOptions = "options";

    [Theory]
    [InlineData(Default)]
    [InlineData(DropsOptions)]
    public async Task Behind_a_pooler_every_entry_is_written_by_the_role_and_nothing_stays_behind(string ignores)
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, ignores);
        await using var services = Services(pooler.ConnectionString);
        var journal = services.GetRequiredService<IJournal>();
        await WhoWritesAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => journal.OpenRunAsync($"place {at}")));
        await Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            for (var seq = 2; seq <= 41; seq++)
                (await journal.AppendAsync(SampleRequests.Append(run, seq, $"{run}/{seq}"), Ct)).ShouldBeOfType<AppendResult.Done>();
        }, Ct)));

        foreach (var run in runs) (await journal.ReadAsync(run, 0, Ct)).Count.ShouldBe(41);
        (await services.GetRequiredService<PostgresReady>().CheckAsync(Ct)).ShouldBe(new Readiness(true, null));
        await using var owner = new NpgsqlConnection(Database.ConnectionString);
        (await owner.QueryAsync<string>("select distinct by from public.written_by")).ShouldBe(["chatops_app"]);
        foreach (var (role, prepared) in await WhatTheNextFindsAsync(pooler)) (role, prepared).ShouldBe((owner.UserName, 0));
    }

    [Theory]
    [InlineData(Default)]
    [InlineData(DropsOptions)]
    public async Task Behind_a_pooler_a_page_is_sent_in_a_transaction_of_the_role(string ignores)
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, ignores);
        await using var services = Services(pooler.ConnectionString);
        await services.GetRequiredService<IJournal>().OpenRunAsync(more: first => first with { Pages = [(1, 1, PageKind.Call)] });

        var sent = await services.GetRequiredService<IPageQueue>().SendNextAsync((_, _) => Task.FromResult(new Sent(DeliveryResult.Accepted, "arrived")), Ct);

        sent.ShouldNotBeNull().Sent.Proof.ShouldBe("arrived");
        (await services.GetRequiredService<IPageQueue>().UnreportedAsync(Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Behind_a_pooler_a_refused_statement_leaves_no_transaction_open()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, DropsOptions, serverConnections: 1);
        await using var services = Services(pooler.ConnectionString);
        await using var connection = await services.GetRequiredService<DbDataSource>().OpenConnectionAsync(Ct);

        (await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync("delete from chatops.run_event"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        // There is one server connection: it would wait for ever.
        await using var other = await services.GetRequiredService<DbDataSource>().OpenConnectionAsync(Ct);
        (await other.ExecuteScalarAsync<string>("select current_user")).ShouldBe("chatops_app");
        (await connection.ExecuteScalarAsync<string>("select current_user")).ShouldBe("chatops_app");
    }

    [Fact]
    public async Task Behind_a_pooler_nobody_listens_and_that_is_known()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, DropsOptions);
        await using var services = Services(pooler.ConnectionString);
        var notifier = services.GetRequiredService<IReplicaNotifier>();

        await notifier.HearAsync(_ => { }, Ct);
        await notifier.CallAsync([new RunId(1)], Ct);

        notifier.IsHeard.ShouldBeFalse();
        await using var owner = new NpgsqlConnection(Database.ConnectionString);
        (await owner.ExecuteScalarAsync<long>("select count(*) from pg_stat_activity where query ilike 'listen%' and datname = current_database()")).ShouldBe(0);
    }

    [Fact]
    public async Task An_option_in_the_address_that_a_pooler_refuses_becomes_advice()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, Default);
        var address = new NpgsqlConnectionStringBuilder(pooler.ConnectionString) { Options = "-c statement_timeout=9s" }.ConnectionString;
        await using var services = Services(address);
        const string advice = "The connection pooler in front of the database refused a connection: unsupported startup parameter: options. "
            + "Take Options out of the address, or name them in the pooler's ignore_startup_parameters.";

        (await services.GetRequiredService<PostgresReady>().CheckAsync(Ct)).ShouldBe(new Readiness(false, advice));
        (await Should.ThrowAsync<SchemaException>(() => new SchemaMigrator(address).ApplyAsync(Ct))).Message.ShouldBe(advice);
    }

    [Fact]
    public async Task Behind_a_pooler_the_schema_is_made()
    {
        await using var pooler = await PgBouncer.StartAsync(Database.ConnectionString, Default);

        (await new SchemaMigrator(pooler.ConnectionString).ApplyAsync(Ct)).ShouldBeEmpty();
    }

    private static ServiceProvider Services(string address) => new ServiceCollection().AddChatOpsPostgres(address).BuildServiceProvider();

    /// <summary>Who writes an entry is written down by the server.</summary>
    private Task<int> WhoWritesAsync() => AsOwnerAsync("""
        create table public.written_by (by text);
        grant insert on public.written_by to public;
        create function note_writer() returns trigger language plpgsql as $$ begin insert into public.written_by values (current_user); return new; end $$;
        create trigger note_writer before insert on chatops.run_event for each row execute function note_writer()
        """);

    /// <summary>Clients of somebody else, one on each server connection at once.</summary>
    private static async Task<IReadOnlyList<(string? Role, long Prepared)>> WhatTheNextFindsAsync(PgBouncer pooler)
    {
        var found = new List<(string?, long)>();
        await using var source = NpgsqlDataSource.Create(pooler.ConnectionString + ";No Reset On Close=true");
        var begun = new List<NpgsqlConnection>();
        for (var at = 0; at < 3; at++)
        {
            var connection = await source.OpenConnectionAsync(Ct);
            begun.Add(connection);
            await connection.ExecuteAsync("begin transaction");
            found.Add((await connection.ExecuteScalarAsync<string>("select current_user::text"), await connection.ExecuteScalarAsync<long>("select count(*) from pg_prepared_statements")));
        }
        foreach (var connection in begun)
        {
            await connection.ExecuteAsync("rollback transaction");
            await connection.DisposeAsync();
        }
        return found;
    }
}
