using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Startup;

namespace Tinedy.ChatOps.Local;

/// <summary>
/// People and an environment to try with, in local mode alone and only where none are configured. They are code and not settings,
/// so that no deployment can inherit them by accident.
/// </summary>
internal static class Samples
{
    public const string Environment = "practice";

    /// <param name="workspace">The folder that the sample environment's steps run in; made when it is not there.</param>
    public static async Task<AccessDirectory> FillInAsync(AccessDirectory configured, EmbeddedServer? embedded, string workspace, StartProgress progress, CancellationToken ct)
    {
        var people = configured.People.IsEmpty ? People() : configured.People;
        if (!configured.Environments.IsEmpty || embedded is null) return new AccessDirectory(people, configured.Environments) { Paging = configured.Paging, Calendar = configured.Calendar };
        return new AccessDirectory(people, [await PracticeAsync(people, embedded, workspace, progress, ct)]) { Paging = configured.Paging, Calendar = configured.Calendar };
    }

    private static ImmutableArray<Person> People() =>
    [
        Sample("devops", "DevOps Engineer", "DevOps Lead"),
        Sample("dba", "Database Administrator", "Database Admin"),
        Sample("dev", "Lead Developer"),
        Sample("po", "Product Owner"),
        Sample("ops", "Operations Manager"),
        Sample("lead", "Technical Lead"),
        Sample("intern"),
    ];

    private static Person Sample(string name, params ImmutableArray<string> roles) =>
        new(name, $"{name}@example.org", [new Identity("local", "local", name)], roles);

    /// <summary>A workspace and a database of its own on the embedded server, under a login that cannot reach the journal.</summary>
    private static async Task<EnvironmentSettings> PracticeAsync(
        ImmutableArray<Person> people, EmbeddedServer embedded, string workspace, StartProgress progress, CancellationToken ct)
    {
        progress.Begin("Making the practice database");
        var practice = await PracticeDatabase.PrepareAsync(embedded.ConnectionString, ct);
        Directory.CreateDirectory(workspace);
        await PracticeProject.PrepareAsync(workspace, progress, ct);
        var path = $"{embedded.BinDirectory}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}";
        ImmutableArray<string> operators = ["DevOps Engineer", "Database Administrator"];
        return new EnvironmentSettings(
            Environment, workspace,
            // Prisma otherwise asks a server of its makers for news at every call.
            ImmutableSortedDictionary<string, string>.Empty.Add("PATH", path).Add("CHECKPOINT_DISABLE", "1"),
            ImmutableSortedDictionary<string, string>.Empty.Add("DATABASE_URL", practice),
            [.. operators.Where(role => people.Any(person => person.Holds(role)))], IsDefault: true);
    }
}
