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
