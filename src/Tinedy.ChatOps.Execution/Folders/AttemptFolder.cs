using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>
/// The place of one start of a step on this host, with a folder for each launch: <c>launch-1-9f3ac2d0</c>, numbered, and with a name that is never
/// given twice. So a folder that was made anew is not taken for the one that was ordered. The place itself is named after the start, not only after
/// the attempt's number: a journal that went back gives the number again, and what the lost start left must never count for the new one.
/// </summary>
/// <param name="start">Which start it is, see <c>IRunnerGateway.StartOfAsync</c>; empty where that does not matter.</param>
internal sealed class AttemptFolder(string root, AttemptId attempt, string start = "")
{
    private const int StartLetters = 16;
    private const string StartFile = "start.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string path = PathOf(root, attempt, start);

    /// <summary>The folder is of a version that did not name the start.</summary>
    public bool IsUnbound => start.Length > 0 && path == Path.Combine(root, NameOf(attempt));

    /// <summary>The newest launch; null when none is here.</summary>
    public LaunchFolder? Latest => Folders("launch-").OrderBy(one => one.Number).Select(one => new LaunchFolder(one.Path)).LastOrDefault();

    /// <summary>The launch of this name, whether it is here or not.</summary>
    public LaunchFolder Of(string launch) => new(Path.Combine(path, launch));

    /// <summary>A folder for one more launch, durable before anything is spawned.</summary>
    public LaunchFolder AddLaunch() => Add("launch-");

    /// <summary>Says which start this is, for who finds the folder when nothing else remembers it.</summary>
    public void Sign(StoredStart whose) => DurableFile.Write(Path.Combine(path, StartFile), whose, flush: true);

    /// <summary>Every start of which there is a folder here, with its newest launch.</summary>
    public static IEnumerable<(StoredStart Start, LaunchFolder Launch)> Signed(string root) =>
        from attempt in Directory.Exists(root) ? Directory.GetDirectories(root) : []
        let start = DurableFile.Read<StoredStart>(Path.Combine(attempt, StartFile))
        where start is not null
        let launch = new AttemptFolder(root, start.ToAttempt(), start.Start).Latest
        where launch is not null
        select (start, launch);

    /// <summary>Folders that do not say any more of which start they are; which run it was stands in their name.</summary>
    public static IEnumerable<DamagedMemory> Illegible(string root) =>
        from attempt in Directory.GetDirectories(root)
        let start = Path.Combine(attempt, StartFile)
        where DurableFile.IsThere(start) && DurableFile.Read<StoredStart>(start) is null
        where long.TryParse(Path.GetFileName(attempt).Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select new DamagedMemory(long.Parse(Path.GetFileName(attempt).Split('-')[0], CultureInfo.InvariantCulture), "", start);

    /// <summary>A folder for a probe: read-only by contract, so it may be repeated at will.</summary>
    public LaunchFolder AddProbe() => Add("probe-");

    public void Delete()
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    /// <summary>Deletes attempts that nothing has touched since, and that no supervisor works in.</summary>
    public static void Sweep(string root, DateTimeOffset before)
    {
        foreach (var attempt in new DirectoryInfo(root).EnumerateDirectories())
        {
            var launches = attempt.EnumerateDirectories().ToList();
            if (launches.Append(attempt).Any(one => one.LastWriteTimeUtc > before.UtcDateTime)) continue;
            if (launches.Any(one => new LaunchFolder(one.FullName).IsSupervised)) continue;
            attempt.Delete(recursive: true);
        }
    }

    public static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, OwnerOnly);
    }

    /// <summary>A step that an older version has begun goes on in the folder of that version.</summary>
    private static string PathOf(string root, AttemptId attempt, string start)
    {
        var unbound = Path.Combine(root, NameOf(attempt));
        if (start.Length == 0) return unbound;
        var bound = $"{unbound}-{start[..Math.Min(StartLetters, start.Length)]}";
        return Directory.Exists(unbound) && !Directory.Exists(bound) ? unbound : bound;
    }

    private LaunchFolder Add(string kind)
    {
        var number = Folders(kind).Select(one => one.Number).DefaultIfEmpty(0).Max() + 1;
        var next = Of(FormattableString.Invariant($"{kind}{number}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"));
        CreatePrivate(path);
        CreatePrivate(next.Path);
        Posix.FlushDirectory(root);
        Posix.FlushDirectory(path);
        return next;
    }

    private IEnumerable<(int Number, string Path)> Folders(string kind) => Directory.Exists(path)
        ? Directory.EnumerateDirectories(path, kind + "*").Select(one => (NumberIn(Path.GetFileName(one)[kind.Length..]), one))
        : [];

    /// <summary>The first part of <c>2-9f3ac2d0</c>; an older version wrote nothing behind it.</summary>
    private static int NumberIn(string name) => int.Parse(name.Split('-')[0], CultureInfo.InvariantCulture);

    // An item's key comes from a runbook's text: it may be long, and must never be a path.
    private static string NameOf(AttemptId attempt)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(attempt.Item.Value)))[..16];
        return FormattableString.Invariant($"{attempt.Run.Number}-{key}-{attempt.Number}");
    }
}
