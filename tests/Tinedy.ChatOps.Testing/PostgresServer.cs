using System.Globalization;
using Npgsql;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Postgres.Schema;

namespace Tinedy.ChatOps.Testing;

/// <summary>
/// A real Postgres for a test process, started or joined at the first database that is asked for: one cluster for all test projects that
/// run at the same time, or the server that <c>CHATOPS_TEST_POSTGRES</c> names. Use as
/// <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>. Without any Postgres a test is skipped on a laptop and fails where <c>CI=true</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
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
    public async Task<string?> BinDirectoryAsync() => (await StartedOrSkipAsync()).Shared?.BinDirectory;

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated || !_started.Value.IsCompletedSuccessfully) return;
        var server = await _started.Value;
        if (server.Shared is null) await TestDatabase.DropAsync(server.Admin, server.Template);
        else await SharedCluster.LeaveAsync();
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
        if (Environment.GetEnvironmentVariable("CHATOPS_TEST_POSTGRES") is { Length: > 0 } address) return await OnAsync(PostgresAddress.Parse(address));
        var shared = await SharedCluster.JoinAsync();
        return new(shared, shared.ConnectionString, SharedCluster.Template);
    }

    private static async Task<Started> OnAsync(string admin)
    {
        var template = string.Create(CultureInfo.InvariantCulture, $"template_{Environment.ProcessId}");
        await TestDatabase.ExecuteAsync(admin, $"create database {template}");
        var settings = new NpgsqlConnectionStringBuilder(admin) { Database = template };
        await new SchemaMigrator(settings.ConnectionString).ApplyAsync(CancellationToken.None);
        return new(null, admin, template);
    }

    private sealed record Started(SharedCluster? Shared, string Admin, string Template);
}
