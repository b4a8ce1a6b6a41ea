using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>One clock change as the machine's own <c>zdump</c> knows it: another reader of the tz database, and none of ours.</summary>
/// <param name="At">The first second with the new offset.</param>
internal sealed record ClockChange(string Zone, DateTimeOffset At, TimeSpan Before, TimeSpan After)
{
    /// <summary>The moments at which a clock there shows this, near the change: none, one or two.</summary>
    public ImmutableArray<DateTimeOffset> MomentsOf(DateTime wall)
    {
        var asUtc = new DateTimeOffset(wall, TimeSpan.Zero);
        return [.. new[] { asUtc - Before }.Where(at => at < At), .. new[] { asUtc - After }.Where(at => at >= At)];
    }

    /// <summary>The last minute before the change on the wall, and the first behind it.</summary>
    public (DateTime Last, DateTime First) Edges => ((At + Before).UtcDateTime.AddMinutes(-1), (At + After).UtcDateTime);
}

internal static class Zdump
{
    private const string Program = "/usr/bin/zdump";

    /// <summary>Every change of an offset in these years, in every zone there is.</summary>
    public static IReadOnlyList<ClockChange> Changes(int from, int to)
    {
        if (!File.Exists(Program))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") throw new InvalidOperationException($"{Program} is missing. On Debian it is in libc-bin.");
            Assert.Skip($"{Program} is missing. On Debian it is in libc-bin.");
        }
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id);
        var start = new ProcessStartInfo(Program, ["-v", "-c", $"{from},{to}", .. zones]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains("gmtoff=", StringComparison.Ordinal)).Select(Read).ToList();
        process.WaitForExit();
        return [.. lines.Chunk(2).Select(pair => new ClockChange(pair[0].Zone, pair[1].At, pair[0].Offset, pair[1].Offset)).Where(change => change.Before != change.After)];
    }

    /// <summary>"Europe/Berlin  Sun Mar 29 00:59:59 2026 UT = Sun Mar 29 01:59:59 2026 CET isdst=0 gmtoff=3600".</summary>
    private static (string Zone, DateTimeOffset At, TimeSpan Offset) Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = DateTime.ParseExact($"{words[2]} {words[3]} {words[5]} {words[4]}", "MMM d yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        return (words[0], new(at, TimeSpan.Zero), TimeSpan.FromSeconds(int.Parse(words[^1]["gmtoff=".Length..], CultureInfo.InvariantCulture)));
    }
}
