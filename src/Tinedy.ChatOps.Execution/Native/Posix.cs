using System.Runtime.InteropServices;

namespace Tinedy.ChatOps.Execution.Native;

/// <summary>
/// The few calls of the operating system that .NET does not offer: sessions, process groups and reaping for a step,
/// and the calls that make a file's existence durable and exclusive. Linux and macOS; on Windows the bot starts, and says of each step that it needs bash.
/// </summary>
internal static class Posix
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Interrupted = 4;
    public const int NotFound = 2;

    private const int BecomeSubreaper = 36;
    private const int SetPipeSize = 1031;
    private const int BootTime = 7;
    private const int MacMonotonic = 6;

    /// <summary>Leaves the terminal and the bot's process group: neither Ctrl+C nor the bot's death reaches us afterwards.</summary>
    /// <remarks>Fails only for a process that leads a group already, which is just as good.</remarks>
    public static void LeaveSession()
    {
        if (!OperatingSystem.IsWindows()) _ = SetSid();
    }

    /// <summary>Orphans of the step become our children instead of init's, so that none is lost from sight (Linux, prctl(2)).</summary>
    public static void AdoptOrphans()
    {
        if (OperatingSystem.IsLinux()) _ = Prctl(BecomeSubreaper, 1, 0, 0, 0);
    }

    /// <summary>Creates <paramref name="target"/> as a second name of a complete file; false when the name is taken.</summary>
    /// <remarks>link(2) is the one call that is atomic, exclusive and puts the content there in the same instant.</remarks>
    public static bool TryLink(string existing, string target)
    {
        if (OperatingSystem.IsWindows()) return TryMove(existing, target);
        if (Link(existing, target) == 0) return true;
        return File.Exists(target) ? false : throw new IOException($"{target} could not be created: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static bool TryMove(string existing, string target)
    {
        try
        {
            File.Move(existing, target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    /// <summary>Makes names created or renamed in a directory survive a loss of power.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(path, 0);
        if (handle < 0) return;
        _ = FSync(handle);
        _ = Close(handle);
    }

    /// <summary>Makes a pipe hold more (Linux, fcntl(2)); where that is not allowed it works as it is.</summary>
    public static void WidenPipe(int handle, int bytes)
    {
        if (OperatingSystem.IsLinux()) _ = FControl(handle, SetPipeSize, bytes);
    }

    /// <summary>How long this machine has been running, the time it slept included, where the system counts that (Linux, macOS).</summary>
    public static TimeSpan SinceStart()
    {
        var clock = OperatingSystem.IsLinux() ? BootTime : OperatingSystem.IsMacOS() ? MacMonotonic : -1;
        return clock >= 0 && ClockGetTime(clock, out var now) == 0
            ? new TimeSpan(now.Seconds * TimeSpan.TicksPerSecond + now.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : TimeSpan.FromMilliseconds(Environment.TickCount64);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec now);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Signal(int process, int signal);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static extern int WaitFor(int process, out int status, int options);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int FControl(int handle, int command, nint argument);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    public static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int user, int group);

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int SetSid();

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Prctl(int option, nint one, nint two, nint three, nint four);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string target);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
