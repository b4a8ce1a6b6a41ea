using System.Globalization;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>Whose clock times are shown: the browser's zone, or UTC, named, until it is known.</summary>
public sealed record Reader(TimeZoneInfo Zone, bool IsKnown)
{
    public static Reader Unknown { get; } = new(TimeZoneInfo.Utc, false);

    /// <param name="zone">An IANA name as a browser gives it.</param>
    public static Reader In(string? zone) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? new Reader(found, true) : Unknown;

    /// <summary>"22:16", or "21:16 UTC" as long as nobody knows the reader's zone.</summary>
    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture) + (IsKnown ? "" : " UTC");

    /// <summary>A sentence where only plain text can stand: names for ears, titles. Its times are the reader's, or named.</summary>
    public string Say(Prose prose) => prose.ToString(Zone, nameZone: !IsKnown);

    /// <summary>"22 Nov 2026, 22:16:05 UTC+01:00".</summary>
    public string Whole(DateTimeOffset at)
    {
        var local = Local(at);
        var offset = local.Offset == TimeSpan.Zero ? "" : local.ToString("zzz", CultureInfo.InvariantCulture);
        return local.ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture) + " UTC" + offset;
    }

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>For a <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
