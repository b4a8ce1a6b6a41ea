using System.Diagnostics;
using System.Globalization;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>
/// <c>postmaster.pid</c>: who serves a cluster. Its lines are process id, data folder, start time, port, … (Postgres:
/// src/include/utils/pidfile.h). The file outlives a killed server, and its process id may by then be somebody else's.
/// </summary>
internal sealed record PostmasterFile(string Path, int ProcessId, int? Port, string Text)
{
    /// <summary>Null when there is none, or when it is only half written.</summary>
    public static PostmasterFile? Read(string data)
    {
        var path = System.IO.Path.Combine(data, "postmaster.pid");
        if (TextOf(path) is not { } text) return null;
        var lines = text.Split('\n');
        if (!int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid)) return null;
        int? port = lines.Length > 3 && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var listed) ? listed : null;
        return new(path, Math.Abs(pid), port, text);
    }

    /// <summary>The server itself is there.</summary>
    public bool IsServed() => OperatingSystem.IsLinux() ? WorksHere($"/proc/{ProcessId}") : IsAlive(ProcessId, "postgres");

    /// <summary>Children of a killed server, which still hold its shared memory for a moment.</summary>
    public bool HasOrphans() => OperatingSystem.IsLinux() && WorkingHere().Any(pid => pid != ProcessId);

    /// <summary>The process id is in use, and not by this server: Postgres would take the file for a running server's.</summary>
    public bool IsMistaken() => IsAlive(ProcessId) && !IsServed() && !HasOrphans();

    public static bool IsAlive(int pid, string? name = null)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && (name is null || process.ProcessName.Contains(name, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Every process of a server works in its data folder, so that this very file is beside it.</summary>
    private List<int> WorkingHere()
    {
        var found = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(System.IO.Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            if (WorksHere(process)) found.Add(pid);
        }
        return found;
    }

    private bool WorksHere(string process) =>
        CommandOf(process) == "postgres" && TextOf($"{process}/cwd/postmaster.pid") is { } text && FirstLines(text) == FirstLines(Text);

    private static string? CommandOf(string process) => TextOf($"{process}/comm")?.Trim();

    /// <summary>The lines that never change while a server runs.</summary>
    private static string FirstLines(string text) => string.Join('\n', text.Split('\n').Take(3));

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
