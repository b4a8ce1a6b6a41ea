using Npgsql;

namespace Tinedy.ChatOps.Testing;

/// <summary>One database for one test or class; dropped when it is disposed, whoever is still connected.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _admin;

    internal TestDatabase(string admin, string name)
    {
        _admin = admin;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(admin) { Database = name }.ConnectionString;
    }

    public string Name { get; }

    /// <summary>Of the owner of the database, as a host is configured with it.</summary>
    public string ConnectionString { get; }

    /// <summary>From now on nobody is let in, and whoever was connected is thrown out: a database that is gone.</summary>
    public async Task ShutAsync()
    {
        await ExecuteAsync(_admin, $"alter database {Name} allow_connections false");
        await ExecuteAsync(_admin, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'");
    }

    /// <summary>Ends <see cref="ShutAsync"/>.</summary>
    public Task OpenAsync() => ExecuteAsync(_admin, $"alter database {Name} allow_connections true");

    public async ValueTask DisposeAsync() => await DropAsync(_admin, Name);

    internal static Task DropAsync(string admin, string name) => ExecuteAsync(admin, $"drop database if exists {name} with (force)");

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
