using System.Globalization;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>Times, lengths and sizes as people say them: always with a unit.</summary>
public static class Durations
{
    /// <summary>"under 1 s", "48 s", "1 min 12 s", "16 min", "2 h 6 min". From ten minutes on, seconds are noise.</summary>
    public static string Say(TimeSpan duration)
    {
        if (duration > TimeSpan.Zero && duration < TimeSpan.FromSeconds(1)) return "under 1 s";
        var seconds = (long)Math.Round(Math.Max(0, duration.TotalSeconds));
        var (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if (hours > 0) return minutes > 0 ? Invariant($"{hours} h {minutes} min") : Invariant($"{hours} h");
        if (minutes >= 10 || (minutes > 0 && rest == 0)) return Invariant($"{minutes} min");
        return minutes > 0 ? Invariant($"{minutes} min {rest} s") : Invariant($"{rest} s");
    }

    /// <summary>A clock time in the reader's zone: "22:16".</summary>
    public static string Clock(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"1 step", "6 steps".</summary>
    public static Prose Count(int number, string one) => $"{number} {(Prose)(number == 1 ? one : one + "s")}";

    /// <summary>"512 bytes", "42 KB", "412 MB", "1.3 GB" (powers of 1,000).</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => Invariant($"{bytes} bytes"),
        < 999_500 => Invariant($"{bytes / 1_000.0:0} KB"),
        < 999_500_000 => Invariant($"{bytes / 1_000_000.0:0} MB"),
        _ => Invariant($"{bytes / 1_000_000_000.0:0.0} GB"),
    };

    /// <summary>The first eight digits of a digest in two groups, as people read them aloud: "a81f 3c90".</summary>
    public static string Digest(string sha256) => sha256.Length < 8 ? sha256 : $"{sha256[..4]} {sha256[4..8]}";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
