using System.Globalization;

namespace Tinedy.ChatOps.Testing;

/// <summary>
/// The wall clock of other processes, moved while they run: libfaketime, loaded into them, answers their questions for the time of day and leaves
/// the monotonic clock alone. Where it is not installed a test is skipped on a laptop and fails where <c>CI=true</c>.
/// </summary>
public sealed class FakeWallClock : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private TimeSpan _moved;

    public FakeWallClock()
    {
        Write();
        Environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library(),
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            // Looking into the file at each question would cost the process more than its work.
            ["FAKETIME_CACHE_DURATION"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
    }

    /// <summary>What a process needs that is to live by it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Somebody moves the clock. The processes see it within a second.</summary>
    public void Jump(TimeSpan by)
    {
        _moved += by;
        Write();
    }

    public void Dispose() => File.Delete(_file);

    // Replaced in one step: it is read again and again.
    private void Write()
    {
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{(_moved < TimeSpan.Zero ? '-' : '+')}{_moved.Duration().TotalSeconds:0}s\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }

    private static string Library()
    {
        const string missing = "libfaketime is not installed (Debian: apt-get install faketime).";
        var found = Directory.Exists("/usr/lib") ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }).FirstOrDefault() : null;
        return found ?? throw Prerequisite.Missing(missing);
    }
}
