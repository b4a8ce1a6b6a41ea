using System.CommandLine;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>check FILE</c>: reads a runbook and says what an editor would. Exit 0: it can be run; 1: it cannot; 2: there is no such file.</summary>
internal static class CheckVerb
{
    public static Command Command(string[] settings)
    {
        var file = new Argument<string>("FILE") { Description = "A Markdown runbook." };
        var command = new Command("check", "Read a runbook and print its counts and diagnostics.") { file };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => CheckAsync(parsed.GetValue(file)!, settings, ct)));
        return command;
    }

    private static async Task<int> CheckAsync(string path, string[] settings, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            await System.Console.Error.WriteLineAsync($"{path}: there is no such file.");
            return 2;
        }
        var (_, access) = AllSettings.Read(Service.Configure(settings).Configuration);
        var reading = RunbookReader.Read(await File.ReadAllBytesAsync(path, ct), Path.GetFileName(path));
        System.Console.Write(CheckReport.Write(reading, path, reading.Runbook is { } runbook ? SettingsCheck.Of(runbook, access) : []));
        return reading.HasErrors ? 1 : 0;
    }
}
