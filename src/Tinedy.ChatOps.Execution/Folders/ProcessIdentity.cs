using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>One process, told apart from a later one with the same number: by its start, and by the start of the machine.</summary>
/// <param name="Started">Clock ticks since boot on Linux, UTC ticks elsewhere; only ever compared for equality.</param>
/// <param name="Boot">Changes with every start of the machine.</param>
internal sealed record ProcessIdentity(int Pid, long Started, string Boot)
{
    private static readonly string ThisBoot = ReadBoot();

    public bool IsAlive => Boot == ThisBoot && StartOf(Pid) == Started;

    /// <summary>The machine has not been restarted since.</summary>
    public bool IsOfThisBoot => Boot == ThisBoot;

    public static ProcessIdentity OfThis() => Of(Environment.ProcessId) ?? new(Environment.ProcessId, 0, ThisBoot);

    /// <summary>Null when there is no such process (any more).</summary>
    public static ProcessIdentity? Of(int pid) => StartOf(pid) is { } started ? new(pid, started, ThisBoot) : null;

    private static long? StartOf(int pid) => OperatingSystem.IsLinux() ? ProcStat.Read(pid)?.Started : StartElsewhere(pid);

    private static long? StartElsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static string ReadBoot()
    {
        const string source = "/proc/sys/kernel/random/boot_id";
        return File.Exists(source) ? File.ReadAllText(source).Trim() : "unknown";
    }
}

/// <summary>What <c>/proc/PID/stat</c> says of a living process (proc_pid_stat(5)).</summary>
internal readonly record struct ProcStat(int Pid, int Parent, int Group, long Started)
{
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int GroupField = 2;
    private const int StartField = 19;

    /// <summary>Null when the process is gone, or dead and only waiting to be reaped.</summary>
    public static ProcStat? Read(int pid)
    {
        try
        {
            // The name in parentheses may itself hold spaces and parentheses: the fields follow the last one.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[StateField] is "Z" or "X") return null;
            return new(
                pid, int.Parse(fields[ParentField], CultureInfo.InvariantCulture), int.Parse(fields[GroupField], CultureInfo.InvariantCulture),
                long.Parse(fields[StartField], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static IEnumerable<ProcStat> All()
    {
        if (!OperatingSystem.IsLinux()) yield break;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } stat) yield return stat;
        }
    }
}
