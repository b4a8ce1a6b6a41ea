namespace Tinedy.ChatOps.Domain.Databases;

/// <summary>The form <c>postgresql://user:password@host:port/database?parameter=value</c> (postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).</summary>
internal static class AddressUri
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>What stands behind the scheme; null: it is no address of this form.</summary>
    public static string? Rest(string text)
    {
        var trimmed = text.Trim();
        return Schemes.FirstOrDefault(scheme => trimmed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme ? trimmed[scheme.Length..] : null;
    }

    public static void Read(string rest, AddressValues values)
    {
        var end = rest.IndexOfAny(['/', '?', '#']);
        var (authority, tail) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        // A second @, or one behind the authority, is a password that was not encoded: stop before any part of it is taken for something else.
        if (rest.Count(letter => letter == '@') > 1 || tail.Contains('@', StringComparison.Ordinal)) throw Refused("has an @ too many");
        if (tail.Contains('#', StringComparison.Ordinal)) throw Refused("has a # in it");
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) TakeLogin(authority[..at], values);
        TakeHosts(authority[(at + 1)..], values);
        var query = tail.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? tail : tail[..query];
        if (path.Length > 1) values.Take(Keyword.Database, Decode(path[1..], "database"));
        if (query >= 0) TakeParameters(tail[(query + 1)..], values);
    }

    /// <summary><c>one:5433,two</c>: names with ports as libpq keeps them, each in a list of its own.</summary>
    public static void TakeHosts(string hosts, AddressValues values)
    {
        if (hosts.Length == 0) return;
        var parts = hosts.Split(',').Select(SplitPort).ToArray();
        if (parts is not [{ Host.Length: 0 }]) values.Take(Keyword.Host, string.Join(',', parts.Select(part => part.Host)));
        if (parts.Any(part => part.Port.Length > 0)) values.Take(Keyword.Port, string.Join(',', parts.Select(part => part.Port)));
    }

    private static void TakeLogin(string login, AddressValues values)
    {
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? login : login[..colon];
        if (user.Length > 0) values.Take(Keyword.User, Decode(user, "user name"));
        if (colon < 0) return;
        if (login.IndexOf(':', colon + 1) >= 0) throw Refused("has a : too many");
        values.Take(Keyword.Password, Decode(login[(colon + 1)..], "password"));
    }

    private static (string Host, string Port) SplitPort(string host)
    {
        var bracket = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) : -1;
        if (host.StartsWith('[') && bracket < 0) throw new DatabaseAddressException("The postgres:// address has a [ without its ].");
        var colon = host.IndexOf(':', bracket + 1);
        var name = Decode((colon < 0 ? host : host[..colon]).Trim('[', ']'), "host");
        return (name, colon < 0 ? "" : host[(colon + 1)..]);
    }

    private static void TakeParameters(string query, AddressValues values)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) values.TakeNamed("", "");
            else values.TakeNamed(Decode(pair[..equals], "parameter"), Decode(pair[(equals + 1)..], "value of a parameter"));
        }
    }

    private static string Decode(string part, string name)
    {
        for (var i = part.IndexOf('%', StringComparison.Ordinal); i >= 0; i = part.IndexOf('%', i + 1))
        {
            if (i + 2 < part.Length && char.IsAsciiHexDigit(part[i + 1]) && char.IsAsciiHexDigit(part[i + 2])) continue;
            throw new DatabaseAddressException($"The {name} in the postgres:// address has a % that is not followed by two hex digits; a % itself is written %25.");
        }
        return Uri.UnescapeDataString(part);
    }

    private static DatabaseAddressException Refused(string why) => new($"The postgres:// address {why}. {AddressValues.Escape}");
}
