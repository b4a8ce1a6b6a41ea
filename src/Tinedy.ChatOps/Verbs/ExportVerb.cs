using System.CommandLine;
using Tinedy.ChatOps.Files;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>export RUN</c>: the filled-in checklist on the output stream, or into a file.</summary>
internal static class ExportVerb
{
    public static Command Command(string[] settings)
    {
        var run = new Argument<string>("RUN") { Description = "The run: 17 or prod-17." };
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file instead of the output stream." };
        var evidence = new Option<bool>("--evidence") { Description = "The journal as JSON lines instead of the checklist." };
        var command = new Command("export", "Print the filled-in checklist of a run.") { run, output, evidence };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() =>
            ExportAsync(parsed.GetValue(run)!, parsed.GetValue(output), parsed.GetValue(evidence), settings, ct)));
        return command;
    }

    private static async Task<int> ExportAsync(string typed, string? output, bool evidence, string[] settings, CancellationToken ct)
    {
        await using var archive = await JournalArchive.OpenAsync(settings, ct);
        var files = archive.Get<RunFiles>();
        var file = JournalArchive.Parse(typed) is not { } run ? null
            : await files.ReadAsync(evidence ? new RunDocument.Evidence(run) : new RunDocument.Report(run), ct);
        if (file is null)
        {
            await System.Console.Error.WriteLineAsync($"There is no run {typed} in {archive.Name}.");
            return 1;
        }
        await System.Console.Error.WriteLineAsync($"Run {typed} of {archive.Name}.");
        if (output is not null) await File.WriteAllBytesAsync(output, file.Bytes, ct);
        else await System.Console.OpenStandardOutput().WriteAsync(file.Bytes, ct);
        return 0;
    }
}
