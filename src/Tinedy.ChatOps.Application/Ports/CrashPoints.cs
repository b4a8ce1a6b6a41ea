using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// The seams for faults. Every durable boundary calls <see cref="Reach"/> with its name; when a test has armed that
/// name (<c>CHATOPS_CRASH_AT=name</c>, or <c>name:3</c> for the third time it is reached) the process dies there as by <c>kill -9</c>.
/// In ordinary life this is one comparison with null.
/// </summary>
public static class CrashPoints
{
    public const string BeforeCommit = "before-commit";
    public const string AfterCommit = "after-commit";
    public const string BeforeAnswer = "before-answer";
    public const string BeforeAnnounce = "before-announce";
    public const string LettersQueued = "letters-queued";
    public const string PostSent = "post-sent";
    public const string AfterAnnounce = "after-announce";
    public const string LettersTold = "letters-told";
    public const string PageSent = "page-sent";
    public const string PageKept = "page-kept";
    public const string AttemptClaimed = "attempt-claimed";
    public const string BeforeSpawn = "before-spawn";
    public const string AttemptOrdered = "attempt-ordered";

    /// <summary>The host has written down outside the database that it launches; its supervisor has heard nothing.</summary>
    public const string LaunchRemembered = "launch-remembered";
    public const string AfterSpawn = "after-spawn";
    public const string ExitSeen = "exit-seen";
    public const string OutputKept = "output-kept";
    public const string EndingRecorded = "ending-recorded";

    /// <summary>Every name there is, for a test that visits them all.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BeforeCommit, AfterCommit, BeforeAnswer, BeforeAnnounce, LettersQueued, PostSent, AfterAnnounce, LettersTold, PageSent, PageKept, AttemptClaimed,
        BeforeSpawn, AttemptOrdered, LaunchRemembered, AfterSpawn, ExitSeen, OutputKept, EndingRecorded,
    ];

    private static readonly (string Name, int Times)? Armed = Parse(Environment.GetEnvironmentVariable("CHATOPS_CRASH_AT"));
    private static int reached;

    public static void Reach(string name)
    {
        if (Armed is { } armed && armed.Name == name && Interlocked.Increment(ref reached) == armed.Times) Die();
    }

    private static (string, int)? Parse(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return null;
        var (name, times) = setting.Split(':') is [var left, var right] ? (left, int.Parse(right, null)) : (setting, 1);
        return All.Contains(name) ? (name, times) : throw new InvalidOperationException($"CHATOPS_CRASH_AT names no crash point: {name}");
    }

    private static void Die()
    {
        if (OperatingSystem.IsWindows()) Process.GetCurrentProcess().Kill();
        _ = Kill(Environment.ProcessId, 9);
        Thread.CurrentThread.Join();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
