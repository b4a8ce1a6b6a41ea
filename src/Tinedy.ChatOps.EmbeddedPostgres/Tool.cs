using System.ComponentModel;
using System.Diagnostics;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>Runs the programs that come with Postgres, and the few others needed to get at them.</summary>
/// <param name="userName">Null: as whoever runs the bot.</param>
internal sealed class Tool(string? userName, string workingDirectory)
{
    public async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = new Process { StartInfo = Prepare(program, arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            return new(127, $"{program}: {missing.Message}");
        }
        process.StandardInput.Close();
        try
        {
            // Both at once: a program that fills one pipe while we read the other would wait for ever.
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private ProcessStartInfo Prepare(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (userName is not null) info.UserName = userName;
        // Somebody's PGPORT or PGDATA is about another server, and messages are read here.
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray()) info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        return info;
    }
}

/// <param name="Output">What it printed on both streams.</param>
internal sealed record ToolResult(int ExitCode, string Output)
{
    public string LastLine => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? $"exit code {ExitCode}";
}
