using System.Globalization;
using Npgsql;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Postgres.Embedded;
using Tinedy.ChatOps.Postgres.Schema;

namespace Tinedy.ChatOps.Testing;

/// <summary>
/// A real Postgres for a test process, started at the first database that is asked for: a private cluster through the class that
/// serves a newcomer, or the server that <c>CHATOPS_TEST_POSTGRES</c> names. Use as
/// <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>. Without any Postgres a test is skipped on a laptop and fails where <c>CI=true</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Races of dozens of processes run beside other tests, each with a pool of its own.</summary>
    private const int ManyProcesses = 300;

    private readonly Lazy<Task<Started>> _started = new(StartAsync);
    private int _databases;

    /// <summary>A fresh database with the whole schema, dropped when it is disposed.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var server = await StartedOrSkipAsync();
        return await CreateAsync(server, server.Template);
    }

    /// <summary>A fresh database without anything in it.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync() => await CreateAsync(await StartedOrSkipAsync(), "template0");

    /// <summary>Where the server's programs are; null when it is not our own.</summary>
    public async Task<string?> BinDirectoryAsync() => (await StartedOrSkipAsync()).Embedded?.BinDirectory;

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated || !_started.Value.IsCompletedSuccessfully) return;
        var server = await _started.Value;
        if (server.Embedded is null)
        {
            await TestDatabase.DropAsync(server.Admin, server.Template);
            return;
        }
        await server.Embedded.DisposeAsync();
        Directory.Delete(server.Folder!, recursive: true);
    }

    private async Task<TestDatabase> CreateAsync(Started server, string template)
    {
        var number = Interlocked.Increment(ref _databases);
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{number}");
        await TestDatabase.ExecuteAsync(server.Admin, $"create database {name} template {template}");
        return new(server.Admin, name);
    }

    private async Task<Started> StartedOrSkipAsync()
    {
        try
        {
            return await _started.Value;
        }
        catch (EmbeddedPostgresException missing) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            throw Prerequisite.Missing(missing.Message);
        }
    }

    private static async Task<Started> StartAsync()
    {
        var template = string.Create(CultureInfo.InvariantCulture, $"template_{Environment.ProcessId}");
        if (Environment.GetEnvironmentVariable("CHATOPS_TEST_POSTGRES") is { Length: > 0 } address)
        {
            return await MigrateAsync(new(null, null, PostgresAddress.Parse(address), template));
        }
        var folder = await TestClusters.NewFolderAsync();
        var options = new EmbeddedOptions { DataDirectory = folder, Durable = false, Connections = ManyProcesses };
        var embedded = await EmbeddedPostgres.StartAsync(options, Quiet, TimeProvider.System, CancellationToken.None);
        return await MigrateAsync(new(embedded, folder, embedded.ConnectionString, template));
    }

    /// <summary>A test run prints its own lines only.</summary>
    private static void Quiet(string line) { }

    private static async Task<Started> MigrateAsync(Started server)
    {
        await TestDatabase.ExecuteAsync(server.Admin, $"create database {server.Template}");
        var settings = new NpgsqlConnectionStringBuilder(server.Admin) { Database = server.Template };
        await new SchemaMigrator(settings.ConnectionString).ApplyAsync(CancellationToken.None);
        return server;
    }

    private sealed record Started(EmbeddedPostgres? Embedded, string? Folder, string Admin, string Template);
}
