using System.CommandLine;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>runner --label NAME</c>: runs the steps of environments with this label, and serves nobody.</summary>
internal static class RunnerVerb
{
    public static Command Command()
    {
        var label = new Option<string?>("--label") { Description = "The label, as Environments:{name}:Runner has it. Default: the setting Runner:Label." };
        var command = new Command("runner", "Run the steps of a label on this host; no chat, no page.") { label };
        // Settings may follow as --Name=value.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => RunAsync(parsed.GetValue(label), [.. parsed.UnmatchedTokens], ct)));
        return command;
    }

    private static async Task<int> RunAsync(string? given, string[] args, CancellationToken ct)
    {
        var builder = Service.ConfigureRunner(args);
        var label = given ?? builder.Configuration["Runner:Label"];
        if (string.IsNullOrWhiteSpace(label)) throw new SettingsException(["Runner:Label: a runner needs a label. Write runner --label NAME."]);
        if (builder.Configuration.GetConnectionString("ChatOps") is not { Length: > 0 } database)
            throw new SettingsException(["ConnectionStrings:ChatOps: a runner needs the database of the service that it works for."]);
        var house = HouseReader.ReadForRunner(builder.Configuration, label);

        using var host = Service.BuildRunner(builder, label, database, house);
        await host.StartAsync(ct);
        System.Console.WriteLine($"Running steps of {label}: {string.Join(", ", house.Environments.Select(environment => environment.Name))}. Ctrl+C stops; steps go on.");
        await host.WaitForShutdownAsync(ct);
        return 0;
    }
}
