using System.Globalization;
using Npgsql;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>A private Postgres as a newcomer gets it: durable, fsync on, nothing tuned. Gone with its data at the end.</summary>
internal sealed class BenchServer(EmbeddedServer embedded, string folder) : IAsyncDisposable
{
    private int databases;

    public string BinDirectory => embedded.BinDirectory;

    /// <summary>Of the owner, for what the program itself may not do.</summary>
    public string Admin => embedded.ConnectionString;

    /// <summary>What the server says while it runs.</summary>
    public string LogFile => Directory.EnumerateFiles(folder, "server.log", SearchOption.AllDirectories).Single();

    public static async Task<BenchServer> StartAsync()
    {
        var folder = await TestClusters.NewFolderAsync();
        var options = new EmbeddedOptions { DataDirectory = folder, Durable = true };
        return new(await EmbeddedServer.StartAsync(options, System.Console.Error.WriteLine, TimeProvider.System, CancellationToken.None), folder);
    }

    public async Task<string> DescribeAsync()
    {
        var (version, fsync) = (await ScalarAsync<string>("show server_version"), await ScalarAsync<string>("show fsync"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}, PostgreSQL {version}, fsync {fsync}\n");
    }

    /// <summary>The address of a fresh database with the whole schema.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_{++databases}");
        await ExecuteAsync($"create database {name}");
        var address = new NpgsqlConnectionStringBuilder(Admin) { Database = name }.ConnectionString;
        await new SchemaMigrator(address).ApplyAsync(CancellationToken.None);
        return address;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(Admin, sql);

    public static async Task ExecuteAsync(string address, string sql)
    {
        await using var connection = await OpenAsync(address);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync(Admin);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await embedded.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string address)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
