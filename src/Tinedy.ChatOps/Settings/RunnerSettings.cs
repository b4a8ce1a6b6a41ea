using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Settings;

/// <summary>What a runner on another host is told: whose steps, and where the journal is. It knows nobody.</summary>
/// <param name="ConnectionString">As Npgsql takes it.</param>
/// <param name="Access">The environments of the label, and no people.</param>
internal sealed record RunnerSettings(string Label, string ConnectionString, AccessDirectory Access)
{
    /// <param name="given">The label of the command line; null: the setting's.</param>
    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static RunnerSettings Read(IConfiguration configuration, string? given)
    {
        var problems = new List<string>();
        var readable = SettingsValidator.Readable(configuration, problems);
        var label = given ?? readable["Runner:Label"];
        if (string.IsNullOrWhiteSpace(label)) problems.Add("Runner:Label: a runner needs a label. Write runner --label NAME.");
        var database = readable.GetConnectionString("ChatOps");
        if (string.IsNullOrWhiteSpace(database)) problems.Add("ConnectionStrings:ChatOps: a runner needs the database of the service that it works for.");
        else if (ServiceSettings.ProblemOf(database) is { } wrong) problems.Add(wrong);
        var access = string.IsNullOrWhiteSpace(label) ? null : AllSettings.Try(() => AccessSettingsReader.ReadForRunner(readable, label), problems);
        problems.AddRange([.. AllSettings.OfExecution(readable), .. AllSettings.AttemptsFolder(readable)]);
        return problems.Count == 0 ? new(label!, PostgresAddress.Parse(database!), access!) : throw new SettingsException(problems);
    }
}
