using System.Security.Cryptography;
using Npgsql;

namespace Tinedy.ChatOps.Local;

/// <summary>The database that a newcomer's run migrates: real, on the embedded server, and apart from the journal.</summary>
internal static class PracticeDatabase
{
    private const string Name = "tinedy_crm";

    /// <summary>Makes it when it is not there, and answers its <c>postgres://</c> address with a password of this start.</summary>
    public static async Task<string> PrepareAsync(string server, CancellationToken ct)
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var address = new NpgsqlConnectionStringBuilder(server);
        await using var owner = NpgsqlDataSource.Create(server);
        if (!await ExistsAsync(owner, "select 1 from pg_roles where rolname = $1", ct)) await RunAsync(owner, $"create role {Name} login", ct);
        // Names and the hex password are ours alone; DDL takes no parameters.
        await RunAsync(owner, $"alter role {Name} password '{password}'", ct);
        await RunAsync(owner, $"revoke connect on database \"{address.Database}\" from public", ct);
        if (!await ExistsAsync(owner, "select 1 from pg_database where datname = $1", ct)) await CreateAsync(owner, address, ct);
        return $"postgresql://{Name}:{password}@{address.Host}:{address.Port}/{Name}";
    }

    private static async Task CreateAsync(NpgsqlDataSource owner, NpgsqlConnectionStringBuilder address, CancellationToken ct)
    {
        await RunAsync(owner, $"create database {Name} owner {Name}", ct);
        address.Database = Name;
        await using var practice = NpgsqlDataSource.Create(address.ConnectionString);
        // Something to back up before the first migration, and to move in by it.
        await RunAsync(practice, $"set role {Name};\n" + await File.ReadAllTextAsync(PracticeProject.Data, ct), ct);
    }

    private static async Task<bool> ExistsAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(Name);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
