using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests;

/// <summary>The people of every story. Dba and DevOps operate prod; Omar holds two roles and has two accounts.</summary>
internal static class Crew
{
    public static Person Dba { get; } = Of("dba", "Database Administrator", "Database Admin");

    public static Person DevOps { get; } = Of("devops", "DevOps Engineer");

    public static Person Lead { get; } = Of("lead", "Lead Developer");

    public static Person Po { get; } = Of("po", "Product Owner");

    public static Person Ops { get; } = Of("ops", "Operations Manager");

    public static Person Chief { get; } = Of("chief", "Technical Lead");

    public static Person Omar { get; } = Of("omar", "Lead Developer", "Technical Lead");

    /// <summary>Known, and nothing more.</summary>
    public static Person Sam { get; } = Of("sam");

    public static Identity Stranger { get; } = new("slack", "T024BE7LH", "U0G9QF9C6");

    public static EnvironmentSettings Prod { get; } = Environment("prod", isDefault: true);

    public static AccessDirectory Access { get; } = new([Dba, DevOps, Lead, Po, Ops, Chief, Omar, Sam], [Prod]);

    public static AccessDirectory Without(params Person[] missing) => new([.. Access.People.Except(missing)], Access.Environments);

    public static EnvironmentSettings Environment(string name, bool isDefault = false, string? workspace = "/srv/migration") => new(
        name, workspace, Map(("APP", "crm")), Map(("DATABASE_URL", "postgresql://app:hunter22@db.example.org/tinedy_crm")), ["DevOps Engineer", "dba"], isDefault);

    public static Actor InTeams(Person person) => Actor.Of(person, person.Identities[1]);

    private static Person Of(string name, params string[] roles) =>
        new(name, $"{name}@example.com", [new("slack", "T1", name), new("teams", "tenant", name)], [.. roles]);

    private static ImmutableSortedDictionary<string, string> Map(params (string Name, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
