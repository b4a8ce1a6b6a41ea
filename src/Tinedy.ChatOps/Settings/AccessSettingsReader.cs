using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Settings;

/// <summary>Reads <c>People</c> and <c>Environments</c>. A doubtful setting stops the start: it never means "allow".</summary>
internal static partial class AccessSettingsReader
{
    /// <param name="localMode">Everybody then has a local account as well, named like them.</param>
    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static AccessDirectory Read(IConfiguration configuration, bool localMode)
    {
        var problems = new List<string>();
        var people = (configuration.GetSection("People").Get<List<PersonSettings>>() ?? [])
            .Select((person, at) => Person(person, $"People:{at}", localMode, problems)).ToImmutableArray();
        problems.AddRange(Twice(people.Select(person => person.Name), name => $"People: two people are called {name}. Names must differ."));
        problems.AddRange(Twice(people.SelectMany(person => person.Identities), account => $"People: the account {account} belongs to two people. One account is one person's."));

        var environments = Environments(configuration, people, problems);
        if (environments.Count(environment => environment.IsDefault) > 1)
            problems.Add("Environments: more than one is marked Default. Mark one.");
        return problems.Count == 0 ? new AccessDirectory(people, environments) : throw new SettingsException(problems);
    }

    /// <summary>The environments whose steps a runner of this label runs. Who may ask for a step is the service's to decide: nobody is known here.</summary>
    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static AccessDirectory ReadForRunner(IConfiguration configuration, string label)
    {
        var problems = new List<string>();
        var own = Environments(configuration, people: null, problems).Where(environment => environment.Runner == label).ToImmutableArray();
        if (own.IsEmpty) problems.Add($"Environments: none has Runner = {label}, so there is nothing to run. Name the environment with its Runner, Workspace and Secrets.");
        problems.AddRange(own.Where(environment => environment.Workspace is null).Select(environment => $"Environments:{environment.Name}:Workspace is not set: its steps have no place to run."));
        return problems.Count == 0 ? new AccessDirectory([], own) : throw new SettingsException(problems);
    }

    /// <summary>Somebody who would be called by a means that this service has not got.</summary>
    public static IEnumerable<string> UnknownMeans(AccessDirectory access) =>
        from person in access.People
        from means in person.Means
        where means is not (ContactMeans.Chat or ContactMeans.Channel) && !access.Paging.Means.Contains(means)
        select $"People: {person.Name} is called by \"{means}\", which this service has not got. There is {string.Join(", ", access.Paging.Means.Prepend(ContactMeans.Channel).Prepend(ContactMeans.Chat))}; email needs Paging:Smtp, other names stand under Paging:Webhooks.";

    /// <summary>An address that this service cannot tell anything.</summary>
    public static IEnumerable<string> UnknownStakeholders(AccessDirectory access, ServiceSettings service)
    {
        foreach (var environment in access.Environments)
            foreach (var to in environment.Stakeholders)
            {
                var can = to.Split(':')[0] switch
                {
                    "slack" => service.Slack is not null && to.Contains('/', StringComparison.Ordinal),
                    "teams" => service.Teams is not null && to.Contains('/', StringComparison.Ordinal),
                    "local" => service.LocalMode,
                    "email" => service.Paging.Mail is not null && to.Contains('@', StringComparison.Ordinal),
                    var webhook => service.Paging.Webhooks.ContainsKey(webhook),
                };
                if (!can) yield return $"Environments:{environment.Name}:Stakeholders: \"{to}\" cannot be told. Write slack:TEAM/CHANNEL, teams:TENANT/CHANNEL, email:ADDRESS (with Paging:Smtp) or the name of a webhook of Paging:Webhooks.";
            }
    }

    private static ImmutableArray<EnvironmentSettings> Environments(IConfiguration configuration, ImmutableArray<Person>? people, List<string> problems) =>
        [.. configuration.GetSection("Environments").GetChildren()
            .Select(section => Environment(section.Key, section.Get<EnvironmentSection>() ?? new(), people, problems))];

    private static Person Person(PersonSettings settings, string place, bool localMode, List<string> problems)
    {
        var name = settings.Name.Trim().TrimStart('@');
        if (!PersonName().IsMatch(name)) problems.Add($"{place}:Name: \"{settings.Name}\" is no name. Use letters, digits, dots, hyphens and underscores.");
        var accounts = ImmutableArray.CreateBuilder<Identity>();
        Add("slack", settings.Slack, "Slack", "TEAM/USER");
        // Ids in Entra are the same in any letters; activities are read in small ones.
        Add("teams", settings.Teams?.ToLowerInvariant(), "Teams", "TENANT/OBJECT");
        if (localMode) accounts.Add(new Identity("local", "local", name));
        if (accounts.Count == 0) problems.Add($"{place} ({name}): no account. Set Slack (TEAM/USER) or Teams (TENANT/OBJECT).");
        if (settings.Roles.Any(string.IsNullOrWhiteSpace)) problems.Add($"{place}:Roles ({name}): a role is empty.");
        return new Person(name, settings.Email, accounts.ToImmutable(), [.. settings.Roles.Select(role => role.Trim())], settings.Contact);

        void Add(string platform, string? account, string key, string form)
        {
            if (string.IsNullOrWhiteSpace(account)) return;
            if (account.Trim().Split('/') is [{ Length: > 0 } tenant, { Length: > 0 } user]) accounts.Add(new Identity(platform, tenant, user));
            else problems.Add($"{place}:{key} ({name}): \"{account}\" is not of the form {form}.");
        }
    }

    private static EnvironmentSettings Environment(string name, EnvironmentSection section, ImmutableArray<Person>? people, List<string> problems)
    {
        var place = $"Environments:{name}";
        if (!PersonName().IsMatch(name)) problems.Add($"{place}: \"{name}\" is no name for an environment. Use letters, digits, dots, hyphens and underscores.");
        foreach (var named in section.Operators.Where(named => people is { } known && !IsSomebody(named, known)))
            problems.Add($"{place}:Operators: \"{named}\" is neither a person's name nor a role that anybody holds.");
        foreach (var variable in section.Variables.Keys.Concat(section.Secrets.Keys).Concat(section.SecretFiles.Keys).Where(variable => !VariableName().IsMatch(variable)))
            problems.Add($"{place}: \"{variable}\" cannot be the name of an environment variable.");
        foreach (var twice in section.Variables.Keys.Concat(section.Secrets.Keys).Concat(section.SecretFiles.Keys).GroupBy(variable => variable).Where(same => same.Count() > 1))
            problems.Add($"{place}: {twice.Key} stands in more than one of Variables, Secrets and SecretFiles. Keep one.");
        foreach (var variable in section.Variables.Keys.Concat(section.Secrets.Keys).Concat(section.SecretFiles.Keys).Where(variable => variable.StartsWith("CHATOPS_", StringComparison.Ordinal)))
            problems.Add($"{place}: {variable} begins with CHATOPS_, as what steps hand on does. Choose another name.");
        foreach (var host in section.Hosts.Where(host => !HostName().IsMatch(host)))
            problems.Add($"{place}:Hosts: \"{host}\" is no host. Write crm.example.org, or crm.example.org:8443.");
        foreach (var mirror in section.Mirrors.Where(mirror => !PlaceName().IsMatch(mirror)))
            problems.Add($"{place}:Mirrors: \"{mirror}\" is no channel. Write slack:TEAM/CHANNEL or teams:TENANT/19:…@thread.tacv2.");
        return new EnvironmentSettings(
            name, string.IsNullOrWhiteSpace(section.Workspace) ? null : Path.GetFullPath(section.Workspace),
            Values(section.Variables), Values(section.Secrets).SetItems(FromFiles(section.SecretFiles, place, problems)), [.. section.Operators], section.Default)
        {
            User = Given(section.User),
            Runner = Given(section.Runner),
            IsForRehearsal = section.Rehearsal,
            Stakeholders = [.. section.Stakeholders.Select(to => to.Trim()).Where(to => to.Length > 0)],
            Hosts = [.. section.Hosts],
            Mirrors = [.. section.Mirrors],
            Target = Given(section.Target) ?? EnvironmentSettings.UsualTarget,
            SecretFiles = Values(section.SecretFiles),
        };
    }

    private static List<KeyValuePair<string, string>> FromFiles(Dictionary<string, string?> files, string place, List<string> problems)
    {
        var secrets = new List<KeyValuePair<string, string>>();
        foreach (var (name, path) in files)
        {
            try
            {
                secrets.Add(new(name, SecretFile.Read(path ?? "")));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
            {
                problems.Add($"{place}:SecretFiles:{name}: {path} cannot be read: {unreadable.Message}");
            }
        }
        return secrets;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsSomebody(string named, ImmutableArray<Person> people) =>
        people.Any(person => string.Equals(person.Name, named.TrimStart('@'), StringComparison.OrdinalIgnoreCase) || person.Holds(named));

    private static ImmutableSortedDictionary<string, string> Values(Dictionary<string, string?> values) =>
        values.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<string> Twice<T>(IEnumerable<T> all, Func<T, string> problem) =>
        all.GroupBy(one => one is string text ? (object)text.ToUpperInvariant() : one!).Where(group => group.Count() > 1).Select(group => problem(group.First()));

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$")]
    private static partial Regex PersonName();

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^(?:slack:[A-Z0-9]+/[A-Z0-9]+|teams:[0-9a-f-]+/19:\S+)$")]
    private static partial Regex PlaceName();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex VariableName();
}
