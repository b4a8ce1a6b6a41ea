namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>The people of the examples, as an operator would configure them.</summary>
internal static class Team
{
    private static readonly (string Name, string[] Roles)[] People =
    [
        ("devops", ["DevOps Engineer", "DevOps Lead"]), ("dba", ["Database Administrator", "Database Admin"]), ("dev", ["Lead Developer"]),
        ("po", ["Product Owner"]), ("ops", ["Operations Manager"]), ("lead", ["Technical Lead"]), ("intern", []),
    ];

    public static IEnumerable<string> Names => People.Select(person => person.Name);

    /// <summary><c>dba</c> and <c>devops</c> operate <c>prod</c>.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = Settle();

    private static Dictionary<string, string> Settle()
    {
        var settings = new Dictionary<string, string>
        {
            ["Environments:prod:Operators:0"] = "Database Administrator",
            ["Environments:prod:Operators:1"] = "devops",
            ["Environments:prod:Default"] = "true",
        };
        foreach (var (person, at) in People.Select((person, at) => (person, at)))
        {
            settings[$"People:{at}:Name"] = person.Name;
            foreach (var (role, number) in person.Roles.Select((role, number) => (role, number))) settings[$"People:{at}:Roles:{number}"] = role;
        }
        return settings;
    }
}
