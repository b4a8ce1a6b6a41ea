using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Console.Local;

/// <summary>
/// Who the reader of a page says they are, in local mode. It stands in the page's address (<c>?as=dba</c>), so that two tabs can be
/// two people.
/// </summary>
public sealed record LocalPerson(string Name, Identity Account, ImmutableArray<string> Roles)
{
    /// <summary>Somebody who is on nobody's list: what a stranger sees.</summary>
    public static LocalPerson Visitor { get; } = new("visitor", new Identity("local", "local", "visitor"), []);

    /// <summary>Everybody with a local account, then the visitor.</summary>
    public static ImmutableArray<LocalPerson> All(AccessDirectory access) => [.. access.People.SelectMany(Of), Visitor];

    /// <summary>The named one; the first without a name or with an unknown one.</summary>
    public static LocalPerson Choose(AccessDirectory access, string? name)
    {
        var all = All(access);
        return all.FirstOrDefault(person => string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase)) ?? all[0];
    }

    private static IEnumerable<LocalPerson> Of(Person person) =>
        person.Identities.Where(account => account.Platform == "local").Take(1).Select(account => new LocalPerson(person.Name, account, person.Roles));
}
