using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>A target behind a PgBouncer in transaction mode, which hands each server connection on as it is.</summary>
public sealed class BehindAPooler(PostgresServer server) : IAsyncLifetime
{
    private readonly Scene scene = new();
    private TestDatabase database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateEmptyDatabaseAsync();
        await ExecuteAsync(database.ConnectionString, "create table orders (id integer primary key); insert into orders values (1), (2); create schema shop");
    }

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        await database.DisposeAsync();
    }

    public static TheoryData<string, string> Everything => new()
    {
        { "", "sql" }, { "options", "sql" }, { "", "backup" }, { "options", "backup" }, { "", "restore" }, { "", "prisma" }, { "options", "prisma" },
    };

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task The_next_client_finds_every_setting_as_the_server_has_it(string ignores, string what)
    {
        // One server connection: who comes next gets the one that was used.
        await using var pooler = await PgBouncer.StartAsync(database.ConnectionString, ignores, serverConnections: 1);

        var ending = await scene.RunAsync(await LaunchAsync(what, Address(pooler)));

        ending.Outcome.ShouldBe(Outcome.Succeeded, $"{ending.Known} {string.Join('\n', ending.Tail)}");
        (await SettingsAsync(pooler)).ShouldBeEmpty();
    }

    private async Task<Launch> LaunchAsync(string what, string address)
    {
        if (what == "prisma")
        {
            Directory.CreateDirectory(scene.InWorkspace("prisma/migrations"));
            return Aimed("true", address + "?schema=shop") with { Proof = Proof.Prisma };
        }
        return what switch
        {
            "backup" => Aimed("pg_dump \"$DATABASE_URL\" > backup_1.sql", address) with { Proof = Proof.Backup },
            "restore" => Aimed("pg_dump \"$DATABASE_URL\" > backup_1.sql", address) with { Proof = Proof.Restore },
            _ => Aimed("-- expect: rows = 2\nselect * from orders", address) with { Kind = CommandKind.Sql },
        };
    }

    private Launch Aimed(string command, string address)
    {
        var launch = scene.A(command);
        return launch with { Secrets = launch.Secrets.Add("DATABASE_URL", address) };
    }

    private static string Address(PgBouncer pooler)
    {
        var at = new NpgsqlConnectionStringBuilder(pooler.ConnectionString);
        return $"postgresql://{at.Username}:{at.Password}@{at.Host}:{at.Port}/{at.Database}";
    }

    /// <summary>What somebody has set for the session of the server connection, beside what a pooler itself keeps in step.</summary>
    private static async Task<IReadOnlyList<string>> SettingsAsync(PgBouncer pooler)
    {
        const string sql = """
            select name || ' = ' || setting from pg_settings
            where source = 'session' and name not in ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings')
            """;
        await using var connection = new NpgsqlConnection(pooler.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var found = new List<string>();
        while (await reader.ReadAsync(Ct)) found.Add(reader.GetString(0));
        return found;
    }

    private static async Task ExecuteAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
