using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Execution.Folders;

/// <summary>
/// The place of one attempt on this host, with a numbered folder for each launch. There is a second launch only
/// when the first was voided before it could start anything (see <see cref="LaunchFolder.TryVoid"/>).
/// </summary>
internal sealed class AttemptFolder(string root, AttemptId attempt)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string path = Path.Combine(root, NameOf(attempt));

    /// <summary>The launch that counts; null when nothing was ever prepared.</summary>
    public LaunchFolder? Latest
    {
        get
        {
            var last = Numbers("launch-").DefaultIfEmpty(0).Max();
            return last == 0 ? null : At("launch-", last);
        }
    }

    /// <summary>A folder for one more launch, durable before anything is spawned.</summary>
    public LaunchFolder AddLaunch() => Add("launch-");

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
            if (launches.Any(one => new LaunchFolder(one.FullName).Claim is { Supervisor.IsAlive: true })) continue;
            attempt.Delete(recursive: true);
        }
    }

    public static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, OwnerOnly);
    }

    private LaunchFolder Add(string kind)
    {
        var next = At(kind, Numbers(kind).DefaultIfEmpty(0).Max() + 1);
        CreatePrivate(path);
        CreatePrivate(next.Path);
        Posix.FlushDirectory(root);
        Posix.FlushDirectory(path);
        return next;
    }

    private LaunchFolder At(string kind, int number) =>
        new(Path.Combine(path, kind + number.ToString(CultureInfo.InvariantCulture)));

    private IEnumerable<int> Numbers(string kind) => Directory.Exists(path)
        ? Directory.EnumerateDirectories(path, kind + "*").Select(one => int.Parse(Path.GetFileName(one)[kind.Length..], CultureInfo.InvariantCulture))
        : [];

    // An item's key comes from a runbook's text: it may be long, and must never be a path.
    private static string NameOf(AttemptId attempt)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(attempt.Item.Value)))[..16];
        return FormattableString.Invariant($"{attempt.Run.Number}-{key}-{attempt.Number}");
    }
}
