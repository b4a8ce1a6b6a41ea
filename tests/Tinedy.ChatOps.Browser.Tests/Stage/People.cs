using System.Globalization;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>The team of the tests, as settings.</summary>
internal static class People
{
    private static readonly (string Name, string Role)[] Team =
    [
        ("devops", "DevOps Engineer"), ("dba", "Database Administrator"), ("po", "Product Owner"), ("intern", ""),
    ];

    /// <summary>An environment that is there for rehearsing, else like prod.</summary>
    public static void AddStaging(Dictionary<string, string> settings)
    {
        const string prod = "Environments__prod__";
        foreach (var (name, value) in settings.Where(one => one.Key.StartsWith(prod, StringComparison.Ordinal)).ToList()) settings["Environments__staging__" + name[prod.Length..]] = value;
        settings["Environments__staging__Default"] = "false";
        settings["Environments__staging__Rehearsal"] = "true";
    }

    public static Dictionary<string, string> Settings(string workspace, string databaseUrl)
    {
        var settings = new Dictionary<string, string>
        {
            ["Environments__prod__Workspace"] = workspace,
            ["Environments__prod__Default"] = "true",
            ["Environments__prod__Operators__0"] = "DevOps Engineer",
            ["Environments__prod__Operators__1"] = "Database Administrator",
            ["Environments__prod__Variables__PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["Environments__prod__Secrets__DATABASE_URL"] = databaseUrl,
        };
        for (var at = 0; at < Team.Length; at++)
        {
            var place = "People__" + at.ToString(CultureInfo.InvariantCulture);
            settings[place + "__Name"] = Team[at].Name;
            if (Team[at].Role.Length > 0) settings[place + "__Roles__0"] = Team[at].Role;
        }
        return settings;
    }
}
