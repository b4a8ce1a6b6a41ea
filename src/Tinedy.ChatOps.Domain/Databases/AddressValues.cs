using System.Collections.Frozen;
using System.Data.Common;

namespace Tinedy.ChatOps.Domain.Databases;

/// <summary>What an address says, by libpq's names; what stands there twice counts as it stands last, as in libpq.</summary>
internal sealed class AddressValues
{
    public const string Escape = "Characters like : / ? # @ in a user name or password are written percent-encoded, for example %40 for @.";

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>What only Npgsql knows, by its own names.</summary>
    private readonly Dictionary<string, string> ofNpgsql = new(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> ofOthers;

    private AddressValues(FrozenSet<string> ofOthers) => this.ofOthers = ofOthers;

    public string? this[string keyword] => values.GetValueOrDefault(keyword);

    /// <param name="ofOthers">Parameters that other programs understand: kept, and not given to Npgsql.</param>
    public static AddressValues Read(string text, FrozenSet<string> ofOthers)
    {
        var read = new AddressValues(ofOthers);
        if (AddressUri.Rest(text) is { } rest) AddressUri.Read(rest, read);
        else if (AddressPairs.Read(text) is { } pairs) pairs.ForEach(pair => read.TakeNamed(pair.Name, pair.Value));
        else read.TakeNpgsql(text);
        return read;
    }

    public IEnumerable<(string Name, string Value)> ForNpgsql() =>
        values.Where(one => one.Key is not (Keyword.Host or Keyword.Port) && Keyword.InNpgsql.ContainsKey(one.Key))
            .Select(one => (Keyword.InNpgsql[one.Key], one.Value))
            .Concat(ofNpgsql.Select(one => (one.Key, one.Value)));

    /// <summary>Takes a parameter that the address names itself.</summary>
    public void TakeNamed(string name, string value)
    {
        // libpq takes JDBC's word as well.
        if (name == "ssl" && value == "true") (name, value) = ("sslmode", "require");
        if (Keyword.InNpgsql.ContainsKey(name)) Take(name, value);
        else if (ofOthers.Contains(name)) values[name] = value;
        else throw Unknown(name);
    }

    public void Take(string keyword, string value) => values[keyword] = Keyword.Understood(keyword, value)
        ?? throw new DatabaseAddressException($"The value of '{keyword}' in the address of the database is not one that is possible there.");

    private static DatabaseAddressException Unknown(string name)
    {
        // The name is repeated only when it looks like one.
        var shown = name.Length is > 0 and <= 40 && name.All(letter => char.IsAsciiLetter(letter) || letter == '_') ? $" '{name}'" : "";
        return new($"The address of the database has a parameter{shown} that is not known here. Known are: {string.Join(", ", Keyword.InNpgsql.Keys.Order(StringComparer.Ordinal))}.");
    }

    private void TakeNpgsql(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            throw DatabaseAddressException.OfNoForm();
        }
        foreach (string name in pairs.Keys)
            if (Keyword.NpgsqlNames.TryGetValue(name, out var keyword)) TakeHostOfNpgsql(keyword, (string)pairs[name]);
            else ofNpgsql[name] = (string)pairs[name];
    }

    /// <summary>Npgsql writes the ports of several hosts, and may write the one of a single host, behind each name.</summary>
    private void TakeHostOfNpgsql(string keyword, string value)
    {
        if (keyword == Keyword.Host && value.Contains(':', StringComparison.Ordinal) && !value.StartsWith('/')) AddressUri.TakeHosts(value, this);
        else if (keyword != Keyword.Port || !values.ContainsKey(Keyword.Port)) Take(keyword, value);
    }
}
