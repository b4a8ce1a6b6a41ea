using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Access;

/// <summary>
/// Who is known and what they may do, from configuration alone. Every right is looked up here, whichever way it is asked for;
/// what is not configured is not allowed.
/// </summary>
public sealed partial class AccessDirectory(ImmutableArray<Person> people, ImmutableArray<EnvironmentSettings> environments)
{
    public ImmutableArray<Person> People { get; } = people;

    public ImmutableArray<EnvironmentSettings> Environments { get; } = environments;

    public PagingPolicy Paging { get; init; } = PagingPolicy.Usual;

    public CalendarPolicy Calendar { get; init; } = new();

    public AccessDirectory With(PagingPolicy paging) => new(People, Environments) { Paging = paging, Calendar = Calendar, Reach = Reach };

    public AccessDirectory With(CalendarPolicy calendar) => new(People, Environments) { Paging = Paging, Calendar = calendar, Reach = Reach };

    /// <summary>Who can be written to at this moment; the one thing here that configuration does not say.</summary>
    public Reach Reach { get; init; } = new();

    /// <summary>The person behind an account; null for somebody unknown.</summary>
    public Person? Find(Identity account) => People.FirstOrDefault(person => person.Identities.Contains(account));

    /// <summary>A person by the name configuration gives them, with or without "@".</summary>
    public Person? Named(string name) =>
        People.FirstOrDefault(person => string.Equals(person.Name, name.TrimStart('@'), StringComparison.OrdinalIgnoreCase));

    /// <summary>A label of the runbook's contacts, or a person of the settings.</summary>
    public bool CanBeCalled(Runbook runbook, string named) =>
        runbook.HasContact(named) || Named(named.Trim()) is not null;

    /// <summary>Whom typed words call: a contact's label or a person's name, as it is written there; with "@" in front only a person's.</summary>
    public static NameMatch<string> Called(Runbook runbook, AccessDirectory? access, string typed) => LabelMatcher.Whole(typed, Names(runbook, access, typed), name => [name]);

    /// <summary>The same, and behind it what is wrong.</summary>
    public static NameMatch<string> CalledAndText(Runbook runbook, AccessDirectory? access, string typed) => LabelMatcher.Leading(typed, Names(runbook, access, typed), name => [name]);

    private static IEnumerable<string> Names(Runbook runbook, AccessDirectory? access, string typed)
    {
        var people = access?.People.Select(person => person.Name) ?? [];
        return typed.StartsWith('@')
            ? people.Select(name => "@" + name)
            : runbook.Contacts.Select(contact => contact.Label).Concat(people).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names somebody in a sentence without calling them; somebody who is not configured any more by the name they had.</summary>
    public Prose Naming(string name) => Named(name) is { } person ? (Prose)$"{Actor.Of(person)}" : $"{name}";

    public EnvironmentSettings? Environment(string name) =>
        Environments.FirstOrDefault(environment => string.Equals(environment.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where a run goes when nobody says: the one marked default, or the only one.</summary>
    public EnvironmentSettings? DefaultEnvironment() =>
        Environments.FirstOrDefault(environment => environment.IsDefault) ?? (Environments.Length == 1 ? Environments[0] : null);

    /// <summary>Where a rehearsal runs its commands.</summary>
    public ImmutableArray<string> RehearsalEnvironments => [.. Environments.Where(environment => environment.IsForRehearsal).Select(environment => environment.Name)];

    /// <summary>The people who may sign for a runbook's role; the runbook may name the configured role differently.</summary>
    public ImmutableArray<Person> HoldersOf(Runbook runbook, string role) =>
        Holders(runbook.FrontMatter.Roles.GetValueOrDefault(role, role));

    /// <summary>
    /// Who an emergency contact of the paper is: as filled in on this run, else as the front matter says, else as its own line says, else the
    /// person or the holder of a role of its label's name. <c>check</c> and the run both ask here. Null: nobody.
    /// </summary>
    public Person? ContactFor(Runbook runbook, Field contact, string? filledIn = null)
    {
        if ((filledIn ?? runbook.FrontMatter.Contacts.GetValueOrDefault(contact.Label)) is { } said) return Meant(said);
        return (contact.Value is { } written ? NamedIn(written) : null) ?? NamedIn(contact.Label);
    }

    /// <summary>The person of this name, or the first holder of this role.</summary>
    private Person? Meant(string named) => Named(named.Trim()) ?? Holders(named.Trim()).FirstOrDefault();

    /// <summary>Whom a line of paper names: "@dba, +49 170 1", "Ada Smith (ada@example.org)". The first of its parts that is somebody.</summary>
    private Person? NamedIn(string written)
    {
        if (Meant(written) is { } whole) return whole;
        foreach (var part in PartsOf(written))
        {
            var known = Meant(part) ?? People.FirstOrDefault(person => string.Equals(person.Email, part, StringComparison.OrdinalIgnoreCase));
            if (known is not null) return known;
            // "Ada Smith +49 170 1" is she; "DevOps Lead" is no person called DevOps.
            if (LabelMatcher.Longest(part.TrimStart('@'), People, person => person.Name) is var (begun, behind) && !char.IsLetter(behind[0])) return begun;
        }
        return null;
    }

    /// <summary>
    /// Whom a contact's line names, where that is nobody the settings know: then somebody else is called, or nobody, and whoever reads it is told.
    /// Null where the line names nobody, or somebody who is known or was chosen.
    /// </summary>
    public string? UnknownNameOf(Runbook runbook, Field contact, string? filledIn = null)
    {
        if (filledIn is not null || runbook.FrontMatter.Contacts.ContainsKey(contact.Label) || contact.Value is not { } written || NamedIn(written) is not null) return null;
        return PartsOf(written).Select(part => Number().Replace(part, "").Trim()).FirstOrDefault(part => PersonsName().IsMatch(part) && !NoName().IsMatch(part));
    }

    private static string[] PartsOf(string written) =>
        written.Split([',', ';', '·', '(', ')', '/', '|', '<', '>', '–', '—'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^(?:@[\w.-]{2,}|[^\s@]+@[^\s@]+|\p{Lu}[\p{L}.'’-]+(?:\s+(?:(?:van|von|der|den|de|di|da|la|le|al|bin|zu)\s+)*\p{Lu}[\p{L}.'’-]*){1,4})$")]
    private static partial Regex PersonsName();

    [GeneratedRegex(@"\b(?:on[- ]?call|team|lead|manager|engineer|desk|support|hotline|channel|pager|duty|shift|office|service|slack|phone|admin|administrator|owner|group|department|see|ask|tbd|tba)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoName();

    [GeneratedRegex(@"\s*\+?[0-9][0-9 ()/.-]{3,}$")]
    private static partial Regex Number();

    /// <summary>Whom a run may have to call: holders of its roles and its contacts, as configured or filled in.</summary>
    public IEnumerable<Person> WantedBy(Runbook runbook, IReadOnlyDictionary<string, string> filledIn) =>
        runbook.SignOffs.SelectMany(line => HoldersOf(runbook, line.Role))
            .Concat(runbook.Contacts.Select(contact => ContactFor(runbook, contact, filledIn.GetValueOrDefault(contact.Label))).OfType<Person>())
            .Distinct();

    public ImmutableArray<Person> OperatorsOf(string environment) =>
        Environment(environment) is { } settings ? [.. People.Where(settings.IsOperatedBy)] : [];

    /// <summary>
    /// Operators and emergency contacts: who may start a rollback and decide on an alert. Contacts as configured: one
    /// that somebody filled in on the run is called, but gains no right by it.
    /// </summary>
    public ImmutableArray<Person> OperatorsAndHolders(string environment, Runbook runbook) =>
        [.. OperatorsOf(environment).Concat(runbook.SignOffs.SelectMany(line => HoldersOf(runbook, line.Role))).Distinct()];

    public ImmutableArray<Person> OperatorsAndContacts(string environment, Runbook runbook) =>
        [.. OperatorsOf(environment).Concat(runbook.Contacts.Select(contact => ContactFor(runbook, contact)).OfType<Person>()).Distinct()];

    /// <summary>Who can have a freeze lifted, as far as the settings name people.</summary>
    public ImmutableArray<Person> LiftersOf(Freeze freeze) => [.. People.Where(person => freeze.LiftedBy.Any(person.IsMeantBy))];

    private ImmutableArray<Person> Holders(string role) => [.. People.Where(person => person.Holds(role))];
}

/// <summary>Where a migration happens, from <c>Environments:{name}</c>.</summary>
/// <param name="Workspace">The folder steps run in; null when none is configured, and then no step can run.</param>
/// <param name="Operators">Role names or people's names. Empty: nobody may operate.</param>
public sealed record EnvironmentSettings(
    string Name, string? Workspace, ImmutableSortedDictionary<string, string> Variables, ImmutableSortedDictionary<string, string> Secrets,
    ImmutableArray<string> Operators, bool IsDefault)
{
    /// <summary>Of the secrets, those that stand in a file: name → path. What is there when a step starts is what it gets.</summary>
    public ImmutableSortedDictionary<string, string> SecretFiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The label of the runners that run its steps; null: the bot itself does.</summary>
    public string? Runner { get; init; }

    /// <summary>The user of the host that steps run as; null: the one that the runner runs as.</summary>
    public string? User { get; init; }

    /// <summary>Hosts that a block of <c>http</c> may ask, with a port where it is not the usual one. Empty: none.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Places that show every run of it, beside the one where it was started. Written as <c>Place</c> writes them.</summary>
    public ImmutableArray<string> Mirrors { get; init; } = [];

    /// <summary>The variable or secret that holds the target database's address.</summary>
    public string Target { get; init; } = UsualTarget;

    public const string UsualTarget = "DATABASE_URL";

    /// <summary>Where people are told who are no engineers: <c>slack:TEAM/CHANNEL</c>, <c>email:crm@example.org</c>, the name of a webhook.</summary>
    public ImmutableArray<string> Stakeholders { get; init; } = [];

    /// <summary>It is there for rehearsing: a rehearsal runs its commands here instead of printing them.</summary>
    public bool IsForRehearsal { get; init; }

    /// <summary>There is a place for its steps: a workspace here, or runners elsewhere that have one.</summary>
    public bool CanRunSteps => Workspace is not null || Runner is not null;

    public bool IsOperatedBy(Person person) => Operators.Any(person.IsMeantBy);

    /// <summary>
    /// SHA-256 over what a signature for this target covers: workspace, variables, and which secrets there are. A secret's value is not
    /// part of it, so that the digest can be shown and a rotated password voids nothing.
    /// </summary>
    public string TargetDigest()
    {
        var text = new StringBuilder().Append("environment ").Append(Name).Append('\n').Append("workspace ").Append(Workspace).Append('\n');
        foreach (var (name, value) in Variables) text.Append("variable ").Append(name).Append('=').Append(value).Append('\n');
        foreach (var name in Secrets.Keys) text.Append("secret ").Append(name).Append('\n');
        if (Runner is not null) text.Append("runner ").Append(Runner).Append('\n');
        if (User is not null) text.Append("user ").Append(User).Append('\n');
        if (Target != UsualTarget) text.Append("target ").Append(Target).Append('\n');
        foreach (var host in Hosts) text.Append("host ").Append(host).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
