namespace Tinedy.ChatOps.Execution.Options;

/// <summary>The section <c>Execution</c> of the settings.</summary>
public sealed class ExecutionOptions
{
    public const string Section = "Execution";

    /// <summary>Where attempts leave what a restarted bot must find; on a disk that outlives the bot, and of this host alone.</summary>
    public string Directory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tinedy-chatops", "attempts");

    /// <summary>How long a host may be silent before another one declares its steps unknown. Longer than a restart takes.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the queue is asked when nobody rings.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Between asking a process to stop and making it.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of output that are kept of one attempt: its head and its tail.</summary>
    public int OutputCap { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes that must be free on the disk of <see cref="Directory"/> for another step to be taken.</summary>
    public long MinimumFreeSpace { get; set; } = 2 * 1024 * 1024;

    /// <summary>Steps that run on this host at the same time.</summary>
    public int AtOnce { get; set; } = 16;

    internal bool AreSound =>
        Directory.Length > 0 && Lease >= TimeSpan.FromSeconds(5) && Poll >= TimeSpan.FromMilliseconds(10) && Poll < Lease
        && Grace >= TimeSpan.Zero && OutputCap is >= 64 * 1024 and <= 256 * 1024 * 1024 && AtOnce > 0 && MinimumFreeSpace >= 0;
}
