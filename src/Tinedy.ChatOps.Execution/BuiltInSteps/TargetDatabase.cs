using Npgsql;
using Tinedy.ChatOps.Domain.Databases;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>The database that a run works on, by the address that its steps have in their environment.</summary>
internal static class TargetDatabase
{
    /// <summary>
    /// Makes the server end a statement whose step was killed: else it would work on it to the end, holding its locks, for nobody, since a server
    /// looks after its client only when it has something to say (PostgreSQL 14 and later can look in between).
    /// </summary>
    private const string Check = "client_connection_check_interval";

    /// <exception cref="CannotRunException">There is no address, or none that can be understood.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(string variable, CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder(Address(variable));
        try
        {
            // With the start of the connection, so that it ends with it: behind a pooler the next client would inherit what is set later.
            return await ConnectAsync(new(address.ConnectionString) { Options = $"{address.Options} -c {Check}=1s".TrimStart() }, ct);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.ProtocolViolation or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.InvalidParameterValue)
        {
            // A pooler that takes no options, an older server, or one whose system cannot tell it of a connection that is gone.
            return await ConnectAsync(address, ct);
        }
    }

    /// <summary>A transaction, in which the server looks after us where the connection could not ask it to: a pooler is in between.</summary>
    public static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = $"select set_config(name, '1s', true) from pg_settings where name = '{Check}' and setting = '0'";
        var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await using var look = new NpgsqlCommand(sql, connection, transaction);
            await look.ExecuteNonQueryAsync(ct);
            return transaction;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            await transaction.DisposeAsync();
            return await connection.BeginTransactionAsync(ct);
        }
    }

    /// <summary>
    /// Takes back what programs have set for their session. A pooler hands the connection that a dump has just used to the next client, with
    /// its empty <c>search_path</c> and without time-outs.
    /// </summary>
    public static async Task ResetAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var reset = new NpgsqlCommand("reset all", connection);
        await reset.ExecuteNonQueryAsync(ct);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlConnectionStringBuilder address, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>With the password, which an open connection does not tell any more.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static string Address(string variable)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(address)
            ? throw new CannotRunException($"{variable} is not set: whoever runs this service adds it to the environment's secrets.")
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

    private static CannotRunException NoAddress(string variable) =>
        new($"{variable} is no address of a database. Write postgresql://user:password@host:5432/database.");

    private static DatabaseAddress Understood(string variable, string address, Func<string, string?> environment)
    {
        try
        {
            return DatabaseAddress.ReadTarget(address, environment);
        }
        catch (DatabaseAddressException refused)
        {
            throw refused.IsOfNoForm ? NoAddress(variable) : new CannotRunException($"{variable} cannot be used. {refused.Message} Nothing was executed.");
        }
    }
}
