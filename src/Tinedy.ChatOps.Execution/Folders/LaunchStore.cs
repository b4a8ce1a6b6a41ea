using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>A launch that was ordered, by the database it was ordered for.</summary>
/// <param name="Start">Which start of the step, see <c>IRunnerGateway.StartOfAsync</c>.</param>
/// <param name="Launch">The name of its folder.</param>
internal sealed record StoredLaunch(string Item, int Attempt, string Start, string Launch);

/// <summary>Which start a folder is of.</summary>
internal sealed record StoredStart(string Installation, long Run, string Item, int Attempt, string Start)
{
    public AttemptId ToAttempt() => new(new(Run), new(Item), Attempt);
}

/// <summary>What a host remembers of one run.</summary>
internal sealed record StoredRun(long Run, JournalMark Mark, ImmutableArray<StoredLaunch> Launches)
{
    /// <summary>
    /// What was remembered before and could not be read, as a clause of a sentence; null once an operator has accepted that. It stands here because
    /// the database that was told of it may be restored once more, and would forget it.
    /// </summary>
    public string? Unread { get; init; }

    /// <summary>As it is once the journal stands elsewhere.</summary>
    public StoredRun At(JournalMark mark) => this with { Mark = mark, Unread = mark.Accepted.Except(Mark.Accepted).Any() ? null : Unread };
}

/// <summary>What a host remembered of a run, and cannot read any more.</summary>
/// <param name="Installation">How the identity of its database begins; empty where that is not known.</param>
/// <param name="Path">The file, or whatever is in its place.</param>
internal sealed record DamagedMemory(long Run, string Installation, string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>
/// What this host has launched, outside the database: one small file for each run, durable before a supervisor is told anything. A database that
/// is restored forgets, and cannot know what; this is what it is held against. What is there and cannot be read is never taken for nothing: it is
/// <see cref="Damaged"/>, and stops the run.
/// </summary>
internal sealed class LaunchStore(string root)
{
    private readonly Lock gate = new();

    /// <summary>Every run that was ever launched from here, of whichever database: by its file, and by the folders that are left.</summary>
    public IReadOnlyList<StoredRun> All()
    {
        var files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "run-*.json").Where(path => !IsDamaged(path)).Select(DurableFile.Read<StoredRun>).OfType<StoredRun>() : [];
        var signed = Signed();
        var folders = signed.Select(one => new StoredRun(one.Start.Run, new(one.Start.Installation, 0, "", []), []));
        return [.. files.Concat(folders).DistinctBy(one => (one.Run, one.Mark.Installation)).Select(one => WithFolders(one, signed))];
    }

    /// <summary>Null where this host has run nothing of it.</summary>
    public StoredRun? Find(RunId run, string installation)
    {
        var file = Read(run, installation);
        var found = WithFolders(file ?? new(run.Number, new(installation, 0, "", []), []), Signed());
        return file is null && found.Launches.IsEmpty ? null : found;
    }

    private static StoredRun WithFolders(StoredRun run, IEnumerable<(StoredStart Start, LaunchFolder Launch)> signed) => run with
    {
        Launches = [.. run.Launches.Union(signed
            .Where(one => one.Start.Run == run.Run && one.Start.Installation == run.Mark.Installation)
            .Select(one => new StoredLaunch(one.Start.Item, one.Start.Attempt, one.Start.Start, one.Launch.Name)))],
    };

    /// <summary>Folders in which a supervisor has begun; one that was only prepared proves nothing.</summary>
    private List<(StoredStart Start, LaunchFolder Launch)> Signed() =>
        [.. AttemptFolder.Signed(root).Where(one => one.Launch.Claim is { IsVoid: false } || one.Launch.HasEnding)];

    /// <summary>How many launches of one start were ordered from here.</summary>
    public int CountOf(RunId run, string start, string installation) => IsDamaged(PathOf(run, installation))
        ? int.MaxValue
        : Read(run, installation)?.Launches.Count(one => one.Start == start) ?? 0;

    /// <summary>Everything that is there under the name of a memory and cannot be read.</summary>
    public IReadOnlyList<DamagedMemory> Damaged() => Directory.Exists(root)
        ? [.. Directory.EnumerateFileSystemEntries(root, "run-*.json").Where(IsDamaged).Select(ToDamaged).OfType<DamagedMemory>(), .. AttemptFolder.Illegible(root)]
        : [];

    /// <summary>Puts it beside its place for people to look at, and remembers from here on, durably. Only after the run was stopped.</summary>
    /// <exception cref="IOException">It is still in its place.</exception>
    public void SetAside(DamagedMemory damaged, JournalMark mark, string cause)
    {
        var aside = $"{damaged.Path}.damaged";
        for (var number = 2; DurableFile.IsThere(aside); number++) aside = string.Create(CultureInfo.InvariantCulture, $"{damaged.Path}.damaged-{number}");
        Directory.Move(damaged.Path, aside);
        Posix.FlushDirectory(Path.GetDirectoryName(damaged.Path)!);
        Change(new(damaged.Run), mark, stored => stored with { Unread = cause });
    }

    private static bool IsDamaged(string path) => DurableFile.IsThere(path) && DurableFile.Read<StoredRun>(path) is not { Mark: not null, Launches.IsDefault: false };

    private static DamagedMemory? ToDamaged(string path) => Path.GetFileNameWithoutExtension(path).Split('-') is [_, var number, var installation]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? new(run, installation, path) : null;

    private StoredRun? Read(RunId run, string installation)
    {
        var path = PathOf(run, installation);
        return IsDamaged(path) ? throw new IOException($"{path} cannot be read.") : DurableFile.Read<StoredRun>(path);
    }

    /// <summary>Durable when it returns.</summary>
    /// <exception cref="IOException">It is not remembered.</exception>
    public void Add(RunId run, JournalMark mark, StoredLaunch launch) =>
        Change(run, mark, stored => stored.Launches.Contains(launch) ? stored : stored with { Launches = stored.Launches.Add(launch) });

    /// <summary>The journal has got on.</summary>
    public void Move(RunId run, JournalMark mark) => Change(run, mark, stored => stored);

    private void Change(RunId run, JournalMark mark, Func<StoredRun, StoredRun> change)
    {
        lock (gate)
        {
            var stored = Read(run, mark.Installation) ?? new(run.Number, mark, []);
            DurableFile.Write(PathOf(run, mark.Installation), change(stored.At(mark)), flush: true);
        }
    }

    private string PathOf(RunId run, string installation) =>
        Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"run-{run.Number}-{installation.Split('-')[0]}.json"));
}
