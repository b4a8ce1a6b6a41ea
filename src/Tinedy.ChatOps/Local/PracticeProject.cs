using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Tinedy.ChatOps.Startup;

namespace Tinedy.ChatOps.Local;

/// <summary>
/// The project that a newcomer's run migrates: a copy of the sample CRM in the user's data folder. What it needs of npm is installed there
/// once, and only where Node is on the machine; where it is not, the board says which steps cannot run.
/// </summary>
internal static class PracticeProject
{
    /// <summary>Whose content decides whether what is installed still fits.</summary>
    private const string Lock = "package-lock.json";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static string Sample => Path.Combine(AppContext.BaseDirectory, "samples", "tinedy-crm");

    /// <summary>The script with what the practice database holds before its first migration.</summary>
    public static string Data => Path.Combine(Sample, "data", "legacy.sql");

    /// <param name="progress">Hears what takes long or does not work, in sentences.</param>
    public static async Task PrepareAsync(string workspace, StartProgress progress, CancellationToken ct)
    {
        progress.Begin("Preparing the practice project");
        foreach (var file in Directory.EnumerateFiles(Sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(workspace, Path.GetRelativePath(Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(workspace, Lock), ct)));
        var installed = Path.Combine(workspace, "node_modules", ".chatops-installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed, ct) == wanted) return;

        var packages = Packages(workspace);
        progress.Say("Installing Prisma for the practice project with npm, once: about 100 MB", () => $"{Installed(workspace)} of {packages} packages");
        if (await InstallAsync(workspace, ct) is { } problem)
            progress.Say($"The practice project is not complete: {problem} Steps that call node or npx will fail; the rest of a run works");
        else await File.WriteAllTextAsync(installed, wanted, ct);
    }

    private static int Packages(string workspace)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(workspace, Lock)));
        // One of them is the project itself.
        return file.RootElement.GetProperty("packages").EnumerateObject().Count() - 1;
    }

    private static int Installed(string workspace)
    {
        var modules = new DirectoryInfo(Path.Combine(workspace, "node_modules"));
        if (!modules.Exists) return 0;
        var top = modules.GetDirectories();
        return top.Count(folder => folder.Name[0] is not ('@' or '.')) + top.Where(folder => folder.Name[0] == '@').Sum(scope => scope.GetDirectories().Length);
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
                return "npm did not come to an end within 5 min.";
            }
        }
        catch (Win32Exception)
        {
            return "there is no npm on this machine. Install Node.js 20 or newer and start again.";
        }
    }
}
