using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;

namespace Tinedy.ChatOps.Domain.Databases;

/// <summary>
/// The address of a Postgres, read in one way wherever one is given, and in the same way as libpq reads it (so as <c>psql</c> does):
/// as an address (<c>postgresql://user@host/db?port=5433</c>), as libpq's pairs (<c>host=db dbname=crm</c>) or as Npgsql writes it
/// (<c>Host=db;Database=crm</c>). What cannot be read with certainty is refused. No error ever repeats a value: it may be the password.
/// </summary>
public sealed record DatabaseAddress
{
    private const int UsualPort = 5432;

    private readonly AddressValues values;

    private DatabaseAddress(AddressValues values, ImmutableArray<DatabaseHost> hosts) => (this.values, Hosts) = (values, hosts);

    /// <summary>The hosts in the order in which they are tried; at least one.</summary>
    public ImmutableArray<DatabaseHost> Hosts { get; }

    /// <summary>Null: named like the user.</summary>
    public string? Database => values[Keyword.Database];

    /// <summary>Null: named like the user of the operating system.</summary>
    public string? User => values[Keyword.User];

    /// <summary>The schema that an address of Prisma names; null: the usual one.</summary>
    public string? Schema => values[Keyword.Schema];

    /// <summary>As Npgsql takes it.</summary>
    public string ConnectionString
    {
        get
        {
            var builder = new DbConnectionStringBuilder();
            foreach (var (name, value) in values.ForNpgsql()) builder[name] = value;
            if (Hosts is not [var only])
            {
                builder["Host"] = string.Join(',', Hosts.Select(host => host.WithPort));
                return builder.ConnectionString;
            }
            // Npgsql asks a server what it is only where it has a choice: between the one host and itself.
            builder["Host"] = IsChoosy(values) ? $"{only.WithPort},{only.WithPort}" : only.Name;
            if (only.Port is { } port && !IsChoosy(values)) builder["Port"] = port;
            return builder.ConnectionString;
        }
    }

    /// <summary>Reads the address of a database that this program works with itself.</summary>
    /// <exception cref="DatabaseAddressException">It cannot be understood; the message says which part and what to do.</exception>
    public static DatabaseAddress Read(string text) => Complete(AddressValues.Read(text, FrozenSet<string>.Empty));

    /// <summary>
    /// Reads the address of a database that steps work with: parameters that only other programs understand are no mistake there, and what the
    /// address leaves open is taken from the variables that libpq takes it from.
    /// </summary>
    /// <param name="variable">The value of an environment variable of the step; null when it is not set.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static DatabaseAddress ReadTarget(string text, Func<string, string?> variable)
    {
        var values = AddressValues.Read(text, Keyword.OfOthers);
        foreach (var name in Keyword.LeadElsewhere.Where(name => variable(name) is { Length: > 0 }))
            throw new DatabaseAddressException($"{name} is set, which leads psql to a place that is not in the address. Take it away and write the place into the address.");
        foreach (var (keyword, name) in Keyword.Variables)
            if (values[keyword] is null && variable(name) is { Length: > 0 } value) values.Take(keyword, value);
        return Complete(values);
    }

    private static DatabaseAddress Complete(AddressValues values)
    {
        if (values[Keyword.Host] is not { Length: > 0 } named)
            throw new DatabaseAddressException("The address of the database names no host. psql would take a socket of this machine then; write host=/its/folder, or localhost.");
        var names = named.Split(',');
        string?[] ports = values[Keyword.Port] is { Length: > 0 } given ? [.. given.Split(',')] : [null];
        if (ports.Length != 1 && ports.Length != names.Length)
            throw new DatabaseAddressException("The address of the database names several ports, and not as many as hosts.");
        if (names.Any(name => name.Length == 0)) throw new DatabaseAddressException("The address of the database names a host that is empty.");
        if ((names.Length > 1 || IsChoosy(values)) && names.Any(name => name[0] is '/' or '@'))
            throw new DatabaseAddressException("The address of the database names several hosts or a kind of server, and one of them is a folder of sockets. Name one host.");
        return new(values, [.. names.Select((name, at) => new DatabaseHost(name, Port(ports.Length == 1 ? ports[0] : ports[at])))]);
    }

    /// <summary>Not every server will do.</summary>
    private static bool IsChoosy(AddressValues values) => values[Keyword.TargetSession] is not (null or "any");

    private static int? Port(string? text) => text switch
    {
        null => null,
        "" => UsualPort,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 => port,
        _ => throw new DatabaseAddressException($"The port in the address of the database is not a number from 1 to 65535. {AddressValues.Escape}"),
    };
}

/// <param name="Name">A name, an address, or the folder of a socket.</param>
/// <param name="Port">Null: the usual one.</param>
public readonly record struct DatabaseHost(string Name, int? Port)
{
    /// <summary>As it is written among several.</summary>
    public string WithPort
    {
        get
        {
            var name = Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name;
            return Port is { } port ? FormattableString.Invariant($"{name}:{port}") : name;
        }
    }
}

/// <summary>An address that cannot be used. The message names the part and never its value.</summary>
public sealed class DatabaseAddressException(string message) : Exception(message)
{
    /// <summary>Nothing of it could be read, so that only another address helps.</summary>
    public bool IsOfNoForm { get; private init; }

    public static DatabaseAddressException OfNoForm() => new(
        "The address of the database is neither a postgres:// address nor a list of Key=Value; pairs that Npgsql knows. A value that holds ; or = is put in quotes.")
    { IsOfNoForm = true };
}
