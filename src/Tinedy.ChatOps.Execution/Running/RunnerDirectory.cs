using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>When no bot was here.</summary>
internal sealed record Absence(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// The folder of all attempts of this host, with the host's identity: whoever has the folder is the host. One bot at a time
/// holds it; a second one (a restart that overlaps) waits for the first to go, since two would take up the same steps.
/// </summary>
internal sealed partial class RunnerDirectory(IOptions<ExecutionOptions> options, TimeProvider clock, ILogger<RunnerDirectory> log) : IRunnerHealth, IDisposable
{
    /// <summary>What was left behind (a crash between report and deletion, an attempt lost to another host) goes after a week.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly string root = Path.GetFullPath(options.Value.Directory);
    private FileStream? hold;
    private volatile string? trouble;
    private volatile string? unmarked;
    private volatile string? forgotten;
    private volatile string? heldElsewhere;

    public string? Trouble => trouble ?? heldElsewhere ?? unmarked ?? forgotten;

    /// <summary>Another service takes steps under this host's name; this one must not touch any, not even its own.</summary>
    public bool IsHeldElsewhere => heldElsewhere is not null;

    /// <summary>Under this name the host claims what it will run.</summary>
    public string Id { get; private set; } = "";

    /// <summary>
    /// Under this name the host owns what another one has lost. It is a name of its own so that after a crash, at any
    /// point, an attempt that may have started elsewhere is never mistaken for one that this host has claimed and not begun.
    /// </summary>
    public string InquiryId => Id + "/inquiry";

    /// <summary>Where this host is. The lock on the folder admits one service to a place; what was copied is another place.</summary>
    public string Place { get; } = $"{ProcessIdentity.OfThis().Boot} {Environment.MachineName} {Path.GetFullPath(options.Value.Directory)}";

    /// <summary>The time between the last sign of life of the bot before this one, and this one; null for the first.</summary>
    public Absence? LastAbsence { get; private set; }

    public async Task OpenAsync(CancellationToken ct)
    {
        AttemptFolder.CreatePrivate(root);
        for (var told = false; !TryHold(); told = true)
        {
            if (!told) LogWaiting(root);
            trouble = "another service on this host holds the folder of attempts, and takes its steps";
            await Task.Delay(LookEvery, clock, ct);
        }
        trouble = null;
        if (File.Exists(Alive)) LastAbsence = new(new(File.GetLastWriteTimeUtc(Alive), TimeSpan.Zero), clock.GetUtcNow());
        Id = Identify();
        Beat();
        AttemptFolder.Sweep(root, clock.GetUtcNow() - KeptFor);
    }

    /// <param name="start">See <see cref="AttemptFolder"/>.</param>
    public AttemptFolder Of(AttemptId attempt, string start = "") => new(root, attempt, start);

    /// <summary>What this host has launched, outside the database.</summary>
    public LaunchStore Launches { get; } = new(Path.GetFullPath(options.Value.Directory));

    /// <summary>This host has run steps of what the database does not have; said until their files are moved away, after a restore or a change on purpose.</summary>
    /// <param name="gone">Runs of this database.</param>
    /// <param name="elsewhere">Runs of another database.</param>
    public void Misses(IReadOnlyCollection<long> gone, IReadOnlyCollection<long> elsewhere)
    {
        List<string> missed = [];
        if (gone.Count > 0) missed.Add($"this host has run steps of {Runs(gone.Count)} that the database does not have");
        if (elsewhere.Count > 0) missed.Add($"this host has run steps of {Runs(elsewhere.Count)} of another database");
        forgotten = missed.Count == 0 ? null : string.Join("; ", missed);
    }

    /// <param name="other">Who takes steps under this host's name; null: this service.</param>
    public void HeldBy(RunnerHost? other)
    {
        var had = heldElsewhere is null;
        heldElsewhere = other is null ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"a service on {other.Machine} takes steps as {Id}, last seen at {other.SeenAt:HH:mm:ss} UTC: one folder of attempts is a copy of the other; give the copy an empty one (Execution:Directory)");
        if (had && other is not null) LogCopied(other.Machine, Id, root);
        if (!had && other is null) LogHeldAgain(Id);
    }

    private static string Runs(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "run" : "runs")}");

    /// <summary>Leaves a sign of life, for the next bot to tell how long nobody was here.</summary>
    public void Beat()
    {
        try
        {
            if (!File.Exists(Alive)) File.WriteAllBytes(Alive, []);
            File.SetLastWriteTimeUtc(Alive, clock.GetUtcNow().UtcDateTime);
            unmarked = null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Said once, and by health as long as it lasts: this is tried at every turn.
            if (unmarked is null) LogNoBeat(refused);
            unmarked = "the folder of attempts is gone or cannot be written to";
        }
    }

    /// <summary>There is room on the disk for what another step leaves there. Without it, steps wait for a runner that has some.</summary>
    public bool HasRoom()
    {
        var had = trouble is null;
        trouble = FreeSpace() < options.Value.MinimumFreeSpace ? "the disk of the attempts is full, so no step is taken" : null;
        if (had && trouble is not null) LogFull(root);
        return trouble is null;
    }

    private long FreeSpace()
    {
        try
        {
            return new DriveInfo(root).AvailableFreeSpace;
        }
        catch (IOException)
        {
            // Whether there is room is found out by whoever needs it.
            return long.MaxValue;
        }
    }

    public void Dispose() => hold?.Dispose();

    private string Alive => Path.Combine(root, "alive");

    private bool TryHold()
    {
        try
        {
            hold = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // The machine's name is for people; the random part makes it a different host when the folder is a different one.
    private string Identify()
    {
        var path = Path.Combine(root, "host-id");
        DurableFile.TryCreate(path, $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        return DurableFile.Read<string>(path)
            ?? throw new InvalidOperationException($"{path} cannot be read as this host's identity. If no step is running here, delete it.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another bot on this host holds {Root}; this one waits before it takes up any step.")]
    private partial void LogWaiting(string root);

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of {Root} is full: no step is taken until there is room.")]
    private partial void LogFull(string root);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A service on {Machine} takes steps as {Host}, the name that lies in {Root}: one of the two folders is a copy of the other. No step is taken here until that service is gone. Give the copy an empty folder (Execution:Directory).")]
    private partial void LogCopied(string machine, string host, string root);

    [LoggerMessage(Level = LogLevel.Information, Message = "Steps are taken as {Host} here again.")]
    private partial void LogHeldAgain(string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No sign of life could be left in the attempts' folder.")]
    private partial void LogNoBeat(Exception full);
}
