using Npgsql;
using Tinedy.ChatOps.Core.Databases;

namespace Tinedy.ChatOps.Execution.Performing;

/// <summary>The database that a run works on, by the address that its steps have in their environment.</summary>
internal static class TargetDatabase
{
    /// <exception cref="CannotPerformException">There is no address, or none that can be understood.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(string variable, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(Address(variable));
        await connection.OpenAsync(ct);
        await EndWithUsAsync(connection, ct);
        return connection;
    }

    /// <summary>
    /// Makes the server end a statement whose step was killed: else it would work on it to the end, holding its locks, for nobody, since a server
    /// looks after its client only when it has something to say (PostgreSQL 14 and later can look in between; the documentation's
    /// <c>client_connection_check_interval</c>).
    /// </summary>
    private static async Task EndWithUsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand(
                "select set_config(name, '1s', false) from pg_settings where name = 'client_connection_check_interval'", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // The server's own system cannot tell it of a connection that is gone: as good as an older server.
        }
    }

    /// <summary>With the password, which an open connection does not tell any more.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static string Address(string variable)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(address)
            ? throw new CannotPerformException($"{variable} is not set: whoever runs this service adds it to the environment's secrets.")
            : Read(variable, address, Environment.GetEnvironmentVariable);
    }

    /// <summary>The schema that Prisma's address names; null: the usual one.</summary>
    public static string? Schema(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } address ? Understood(variable, address, Environment.GetEnvironmentVariable).Schema : null;

    /// <summary>The address as the programs of the same step read it, out of the same variables.</summary>
    internal static string Read(string variable, string address, Func<string, string?> environment)
    {
        var understood = Understood(variable, address, environment);
        try
        {
            var read = new NpgsqlConnectionStringBuilder(understood.ConnectionString);
            // Several hosts are tried in a pool alone; one connection is all that it may hold.
            (read.Pooling, read.MaxPoolSize) = (read.Host!.Contains(','), 1);
            (read.ApplicationName, read.IncludeErrorDetail) = ("tinedy-chatops step", true);
            // For ever: "Stopped" is said when the server has answered, and who waits too long for it is killed.
            read.CancellationTimeout = 0;
            return read.ConnectionString;
        }
        catch (Exception unclear) when (unclear is FormatException or ArgumentException)
        {
            // Without its own words: they might repeat the address, with its password.
            throw NoAddress(variable);
        }
    }

    private static CannotPerformException NoAddress(string variable) =>
        new($"{variable} is no address of a database. Write postgresql://user:password@host:5432/database.");

    private static DatabaseAddress Understood(string variable, string address, Func<string, string?> environment)
    {
        try
        {
            return DatabaseAddress.ReadTarget(address, environment);
        }
        catch (DatabaseAddressException refused)
        {
            throw refused.IsOfNoForm ? NoAddress(variable) : new CannotPerformException($"{variable} cannot be used. {refused.Message} Nothing was executed.");
        }
    }
}
