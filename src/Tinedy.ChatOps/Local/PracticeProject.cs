using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Tinedy.ChatOps.Local;

/// <summary>
/// The project that a newcomer's run migrates: a copy of the sample CRM in the user's data folder. What it needs of npm is installed there
/// once, and only where Node is on the machine; where it is not, the board says which steps cannot run.
/// </summary>
internal static class PracticeProject
{
    /// <summary>Whose content decides whether what is installed still fits.</summary>
    private const string Lock = "package-lock.json";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Sample => Path.Combine(AppContext.BaseDirectory, "samples", "tinedy-crm");

    /// <summary>The script with what the practice database holds before its first migration.</summary>
    public static string Data => Path.Combine(Sample, "data", "legacy.sql");

    /// <param name="report">Hears what takes long or does not work, in sentences.</param>
    public static async Task PrepareAsync(string workspace, Action<string> report, CancellationToken ct)
    {
        foreach (var file in Directory.EnumerateFiles(Sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(workspace, Path.GetRelativePath(Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(workspace, Lock), ct)));
        var installed = Path.Combine(workspace, "node_modules", ".chatops-installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed, ct) == wanted) return;

        report("Installing Prisma for the practice project with npm, once: about 100 MB");
        if (await InstallAsync(workspace, ct) is { } problem) report($"The practice project is not complete: {problem} Steps that call node or npx will fail; the rest of a run works.");
        else await File.WriteAllTextAsync(installed, wanted, ct);
    }

    /// <summary>Null when it is done.</summary>
    private static async Task<string?> InstallAsync(string workspace, CancellationToken ct)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var how = new ProcessStartInfo(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"])
            {
                WorkingDirectory = workspace,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            };
            using var process = Process.Start(how)!;
            process.StandardInput.Close();
            try
            {
                var said = process.StandardOutput.ReadToEndAsync(patience.Token);
                var complained = await process.StandardError.ReadToEndAsync(patience.Token);
                await said;
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0 ? null : $"npm ended with exit code {process.ExitCode}: {complained.Split('\n').FirstOrDefault(line => line.Length > 0)}.";
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return "npm did not come to an end within 2 min.";
            }
        }
        catch (Win32Exception)
        {
            return "there is no npm on this machine. Install Node.js 20 or newer and start again.";
        }
    }
}
