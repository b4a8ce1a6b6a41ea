using System.Globalization;
using Npgsql;

namespace Tinedy.ChatOps.Postgres;

/// <summary>
/// A connection string as people have it: Npgsql's <c>Host=…;Username=…</c>, or the address form of libpq
/// (postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). No error ever repeats a value: it may be the password.
/// </summary>
public static class PostgresAddress
{
    private const string Escape =
        "Characters like : / ? # @ in a user name or password are written percent-encoded, for example %40 for @.";

    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslnegotiation"] = "SSL Negotiation",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["passfile"] = "Passfile",
    };

    /// <summary>The connection string for Npgsql.</summary>
    /// <exception cref="PostgresAddressException">It cannot be understood; the message says which part and what to do.</exception>
    public static string Parse(string text)
    {
        var scheme = Schemes.FirstOrDefault(scheme => text.TrimStart().StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        if (scheme is not null) return ParseAddress(text.Trim()[scheme.Length..]);
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text);
            return settings.Host is null ? throw new PostgresAddressException("The connection string names no Host.") : settings.ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new PostgresAddressException(
                "The connection string is neither a postgres:// address nor a list of Key=Value; pairs that Npgsql knows. "
                + "A value that holds ; or = is put in quotes.");
        }
    }

    private static string ParseAddress(string rest)
    {
        var settings = new NpgsqlConnectionStringBuilder();
        var end = rest.IndexOfAny(['/', '?', '#']);
        var (authority, tail) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        // A second @, or one behind the authority, is a password that was not encoded: stop before any part of it is taken for something else.
        if (rest.Count(letter => letter == '@') > 1 || tail.Contains('@', StringComparison.Ordinal))
        {
            throw new PostgresAddressException($"The postgres:// address has an @ too many. {Escape}");
        }
        if (tail.Contains('#', StringComparison.Ordinal)) throw new PostgresAddressException($"The postgres:// address has a # in it. {Escape}");
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) TakeLogin(authority[..at], settings);
        TakeHosts(authority[(at + 1)..], settings);
        var query = tail.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? tail : tail[..query];
        if (path.Length > 1) Take("Database", Decode(path[1..], "database"), "database", settings);
        if (query >= 0) TakeParameters(tail[(query + 1)..], settings);
        return settings.Host is null ? throw new PostgresAddressException("The postgres:// address names no host.") : settings.ConnectionString;
    }

    private static void TakeLogin(string login, NpgsqlConnectionStringBuilder settings)
    {
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? login : login[..colon];
        if (user.Length > 0) settings.Username = Decode(user, "user name");
        if (colon < 0) return;
        if (login.IndexOf(':', colon + 1) >= 0) throw new PostgresAddressException($"The postgres:// address has a : too many. {Escape}");
        settings.Password = Decode(login[(colon + 1)..], "password");
    }

    private static void TakeHosts(string hosts, NpgsqlConnectionStringBuilder settings)
    {
        if (hosts.Length == 0) return;
        var parts = hosts.Split(',').Select(SplitPort).ToArray();
        if (parts is [var only])
        {
            if (only.Host.Length > 0) settings.Host = only.Host;
            if (only.Port is { } port) settings.Port = port;
            return;
        }
        settings.Host = string.Join(',', parts.Select(OneOfMany));
    }

    private static string OneOfMany((string Host, int? Port) part)
    {
        var host = part.Host.Contains(':', StringComparison.Ordinal) ? $"[{part.Host}]" : part.Host;
        return part.Port is { } port ? FormattableString.Invariant($"{host}:{port}") : host;
    }

    private static (string Host, int? Port) SplitPort(string host)
    {
        var bracket = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) : -1;
        if (host.StartsWith('[') && bracket < 0) throw new PostgresAddressException("The postgres:// address has a [ without its ].");
        var colon = host.IndexOf(':', bracket + 1);
        var name = Decode((colon < 0 ? host : host[..colon]).Trim('[', ']'), "host");
        if (colon < 0) return (name, null);
        return int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (name, port)
            : throw new PostgresAddressException($"The port in the postgres:// address is not a number from 1 to 65535. {Escape}");
    }

    private static void TakeParameters(string query, NpgsqlConnectionStringBuilder settings)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            if (equals < 0 || !Keywords.TryGetValue(name, out var keyword))
            {
                // The name is repeated only when it looks like one.
                var shown = name.Length <= 40 && name.All(letter => char.IsAsciiLetter(letter) || letter == '_') && equals >= 0 ? $" '{name}'" : "";
                throw new PostgresAddressException(
                    $"The postgres:// address has a parameter{shown} that is not known here. Known are: {string.Join(", ", Keywords.Keys)}.");
            }
            Take(keyword, Decode(pair[(equals + 1)..], name), name, settings);
        }
    }

    private static void Take(string keyword, string value, string name, NpgsqlConnectionStringBuilder settings)
    {
        try
        {
            // libpq writes verify-full and read-write, Npgsql VerifyFull and ReadWrite.
            settings[keyword] = name is "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new PostgresAddressException($"The value of '{name}' in the postgres:// address is not one that is possible there.");
        }
    }

    private static string Decode(string part, string name)
    {
        for (var i = part.IndexOf('%', StringComparison.Ordinal); i >= 0; i = part.IndexOf('%', i + 1))
        {
            if (i + 2 < part.Length && char.IsAsciiHexDigit(part[i + 1]) && char.IsAsciiHexDigit(part[i + 2])) continue;
            throw new PostgresAddressException($"The {name} in the postgres:// address has a % that is not followed by two hex digits; a % itself is written %25.");
        }
        return Uri.UnescapeDataString(part);
    }
}

/// <summary>A connection string that cannot be used. The message names the part and never its value.</summary>
public sealed class PostgresAddressException(string message) : Exception(message);
