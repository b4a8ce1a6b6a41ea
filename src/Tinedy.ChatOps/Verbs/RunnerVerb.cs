using System.CommandLine;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>runner --label NAME</c>: runs the steps of environments with this label, and serves nobody.</summary>
internal static class RunnerVerb
{
    public static Command Command(string[] settings)
    {
        var label = new Option<string?>("--label") { Description = "The label, as Environments:{name}:Runner has it. Default: the setting Runner:Label." };
        var command = new Command("runner", "Run the steps of a label on this host; no chat, no page.") { label };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => RunAsync(parsed.GetValue(label), settings, ct)));
        return command;
    }

    private static async Task<int> RunAsync(string? given, string[] args, CancellationToken ct)
    {
        var builder = Service.ConfigureRunner(args);
        var settings = RunnerSettings.Read(builder.Configuration, given);

        using var host = Service.BuildRunner(builder, settings);
        await host.StartAsync(ct);
        System.Console.WriteLine($"Running steps of {settings.Label}: {string.Join(", ", settings.Access.Environments.Select(environment => environment.Name))}. Ctrl+C stops; steps go on.");
        await host.RunToTheEndAsync(System.Console.Error, ct);
        return 0;
    }
}
