using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class EvidenceTests(PostgresServer server) : DatabaseTest(server)
{
    [Theory]
    [InlineData("update chatops.run_event set body = '{}'")]
    [InlineData("delete from chatops.run_event")]
    [InlineData("truncate chatops.run_event cascade")]
    [InlineData("update chatops.run set environment = 'test'")]
    [InlineData("delete from chatops.run")]
    [InlineData("delete from chatops.request")]
    [InlineData("update chatops.request set last_seq = 9")]
    [InlineData("update chatops.sign_off set name = 'somebody else'")]
    [InlineData("delete from chatops.sign_off")]
    [InlineData("delete from chatops.attempt")]
    [InlineData("alter table chatops.run_event disable trigger append_only")]
    [InlineData("drop table chatops.run_event")]
    public async Task The_program_has_no_right_to_change_evidence(string sql)
    {
        await Journal.OpenRunAsync();

        var refused = await Should.ThrowAsync<PostgresException>(() => AsAppAsync(sql));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("update chatops.run_event set body = '{}'")]
    [InlineData("delete from chatops.run_event where run_id = -1")]
    [InlineData("truncate chatops.run_event cascade")]
    [InlineData("update chatops.run set environment = 'test'")]
    [InlineData("delete from chatops.run")]
    [InlineData("truncate chatops.run cascade")]
    [InlineData("set session_replication_role = replica; delete from chatops.run_event")]
    public async Task The_trigger_refuses_the_owner_as_well(string sql)
    {
        await Journal.OpenRunAsync();

        var refused = await Should.ThrowAsync<PostgresException>(() => AsOwnerAsync(sql));

        refused.MessageText.ShouldContain("is append-only");
    }

    [Fact]
    public async Task A_connection_keeps_the_role_when_it_comes_back_from_the_pool()
    {
        const string sql = "select current_user || ' as ' || pg_backend_pid()";
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = 1 };
        await using var pool = new AppDataSource(settings.ConnectionString, NullLogger<AppDataSource>.Instance);
        var seen = new List<string>();

        for (var use = 0; use < 4; use++)
        {
            await using var connection = await pool.OpenConnectionAsync(Ct);
            seen.Add((await connection.ExecuteScalarAsync<string>(new(sql, cancellationToken: Ct)))!);
        }

        seen.Distinct().ShouldHaveSingleItem().ShouldStartWith("chatops_app as ");
    }

    [Fact]
    public async Task Ready_means_that_the_journal_was_written_and_nothing_of_it_stays()
    {
        var ready = Get<PostgresReady>();

        (await ready.CheckAsync(Ct)).ShouldBe(new Readiness(true, null));

        (await Journal.ListAsync(5, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_not_ready()
    {
        await AsOwnerAsync($"alter database {Database.Name} set default_transaction_read_only = on");

        var readiness = await Get<PostgresReady>().CheckAsync(Ct);

        readiness.Ready.ShouldBeFalse();
        readiness.Why.ShouldNotBeNull().ShouldContain("read-only transaction");
    }

    [Fact]
    public async Task A_database_that_is_gone_is_not_ready()
    {
        await Database.DisposeAsync();

        (await Get<PostgresReady>().CheckAsync(Ct)).Ready.ShouldBeFalse();
    }
}
