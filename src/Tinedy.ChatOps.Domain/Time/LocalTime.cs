using System.Globalization;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Time;

/// <summary>
/// What a clock on the wall means in a zone: one moment; two, where the clock is set back; none, where it is set forward. Found by asking
/// the zone for its offset at moments, which is right also where a country changes its offset for good.
/// </summary>
public abstract record LocalTime
{
    /// <summary>More than the widest offset that any zone has, and more than the longest stretch that any clock was set forward.</summary>
    private const int HoursAround = 26;

    private LocalTime() { }

    public sealed record Once(DateTimeOffset At) : LocalTime;

    public sealed record Twice(DateTimeOffset First, DateTimeOffset Second) : LocalTime;

    /// <param name="Before">The last minute that the clock shows before it is set forward.</param>
    /// <param name="After">The first that it shows then.</param>
    public sealed record Never(DateTime Before, DateTime After) : LocalTime;

    public static LocalTime Of(DateTime wall, TimeZoneInfo zone)
    {
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), TimeSpan.Zero);
        var moments = Enumerable.Range(-HoursAround, 2 * HoursAround + 1).Select(hours => zone.GetUtcOffset(asUtc.AddHours(hours))).Distinct()
            .Select(offset => asUtc - offset).Where(at => at + zone.GetUtcOffset(at) == asUtc).Order().ToList();
        return moments switch
        {
            [] => Around(asUtc, zone),
            [var only] => new Once(only),
            [var first, .., var second] => new Twice(first, second),
        };
    }

    /// <summary>The moment that is meant where nobody says more: the first of two. Null where there is none.</summary>
    public DateTimeOffset? Meant => this switch
    {
        Once once => once.At,
        Twice twice => twice.First,
        _ => null,
    };

    /// <summary>"Tue 2026-12-01 22:00 Europe/Berlin": whole, because it may be days away and read in another zone.</summary>
    public static Prose Say(DateTimeOffset at, TimeZoneInfo zone)
    {
        var wall = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var said = wall.ToString(wall.Second == 0 ? "ddd yyyy-MM-dd HH:mm" : "ddd yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var which = Of(wall, zone) is Twice twice ? at == twice.First ? " (the first of two)" : " (the second of two)" : "";
        return (Prose)$"{(Prose)said} {(Prose)zone.Id}{(Prose)which}";
    }

    public static Prose Say(DateTimeOffset at, string zone) => Say(at, Zones.Find(zone) ?? TimeZoneInfo.Utc);

    private static Never Around(DateTimeOffset asUtc, TimeZoneInfo zone)
    {
        var (before, after) = (asUtc.AddHours(-HoursAround), asUtc.AddHours(HoursAround));
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before + (after - before) / 2;
            if (middle + zone.GetUtcOffset(middle) < asUtc) before = middle;
            else after = middle;
        }
        var change = new DateTimeOffset((after.UtcTicks + TimeSpan.TicksPerMinute / 2) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        return new(Wall(change.AddMinutes(-1)), Wall(change));

        DateTime Wall(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;
    }
}
