using System.Diagnostics;
using System.Globalization;
using Tinedy.ChatOps.EmbeddedPostgres;

namespace Tinedy.ChatOps.Testing;

/// <summary>Folders of private clusters. What a killed test process left running is stopped and removed by the next one.</summary>
public static class TestClusters
{
    private static int _number;

    internal static string Home { get; } = Path.Combine(Path.GetTempPath(), $"tinedy-chatops-tests-{Environment.UserName}");

    /// <summary>A new folder that an unprivileged Postgres can reach.</summary>
    public static async Task<string> NewFolderAsync()
    {
        Directory.CreateDirectory(Home);
        await RemoveLeftoversAsync();
        return Path.Combine(Home, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _number)}"));
    }

    private static async Task RemoveLeftoversAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Home))
        {
            if (IsAlive(Path.GetFileName(folder).Split('-')[0])) continue;
            try
            {
                await EmbeddedServer.RemoveAsync(folder, CancellationToken.None);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException or EmbeddedPostgresException)
            {
                // Another test process is at it.
            }
        }
    }

    internal static bool IsAlive(string pid)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (Exception gone) when (gone is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
