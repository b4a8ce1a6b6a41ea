using Npgsql;

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
            : Read(variable, address);
    }

    /// <summary>The schema that Prisma's address names; null: the usual one.</summary>
    public static string? Schema(string variable) =>
        Uri.TryCreate(Environment.GetEnvironmentVariable(variable), UriKind.Absolute, out var uri) ? Query(uri).GetValueOrDefault("schema") : null;

    /// <summary>As libpq and Prisma write it (<c>postgresql://user:password@host/database</c>), or as Npgsql does.</summary>
    internal static string Read(string variable, string address)
    {
        try
        {
            var isUri = address.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
            var read = isUri ? OfUri(new Uri(address)) : new NpgsqlConnectionStringBuilder(address);
            (read.Pooling, read.ApplicationName, read.IncludeErrorDetail) = (false, "tinedy-chatops step", true);
            // For ever: "Stopped" is said when the server has answered, and who waits too long for it is killed.
            read.CancellationTimeout = 0;
            return read.ConnectionString;
        }
        catch (Exception unclear) when (unclear is UriFormatException or ArgumentException)
        {
            // Without its own words: they might repeat the address, with its password.
            throw new CannotPerformException($"{variable} is no address of a database. Write postgresql://user:password@host:5432/database.");
        }
    }

    private static NpgsqlConnectionStringBuilder OfUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var query = Query(uri);
        var read = new NpgsqlConnectionStringBuilder
        {
            Host = query.GetValueOrDefault("host") ?? (uri.Host.Length > 0 ? uri.Host.Trim('[', ']') : "localhost"),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        if (user[0].Length > 0) read.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) read.Password = Uri.UnescapeDataString(user[1]);
        if (query.GetValueOrDefault("sslmode") is { } ssl) read.SslMode = Enum.Parse<SslMode>(ssl.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        if (query.GetValueOrDefault("sslrootcert") is { } root) read.RootCertificate = root;
        if (query.GetValueOrDefault("options") is { } options) read.Options = options;
        return read;
    }

    private static Dictionary<string, string> Query(Uri uri) => uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0])
        .ToDictionary(same => same.Key, same => Uri.UnescapeDataString(same.Last().ElementAtOrDefault(1) ?? ""), StringComparer.OrdinalIgnoreCase);
}
