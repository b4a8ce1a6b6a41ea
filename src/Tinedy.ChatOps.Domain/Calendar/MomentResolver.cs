using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Domain.Calendar;

/// <summary>From what somebody wrote to the moment that is meant.</summary>
internal static class MomentResolver
{
    /// <summary>Further ahead, nobody knows what the clocks will do.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(2 * 366);

    /// <summary>The moment that is meant, or why it is none that something can be scheduled for.</summary>
    /// <param name="usual">The zone where none is written; null: then one has to be.</param>
    /// <param name="notDone">"Not scheduled".</param>
    public static (DateTimeOffset At, TimeZoneInfo Zone, DateTimeOffset? Second, Refusal? Refused) Resolve(
        this WrittenMoment written, TimeZoneInfo? usual, DateTimeOffset now, Prose notDone)
    {
        if ((written.Zone is null ? usual : Zones.Find(written.Zone)) is not { } zone)
            return No(written.Zone is { } unknown ? CalendarRefusals.UnknownZone(notDone, unknown) : CalendarRefusals.NoZone(notDone, written.Typed));
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var day = written.Day switch
        {
            null => LocalTime.Of(today.ToDateTime(written.Time), zone).Meant is { } next && next > now ? today : today.AddDays(1),
            "today" => today,
            "tomorrow" => today.AddDays(1),
            _ => written.Date!.Value,
        };
        if (day.DayNumber - today.DayNumber > Furthest.Days) return No(CalendarRefusals.TooFar(notDone, written.Typed));
        if (day < today) return No(CalendarRefusals.Past(notDone, written.Typed, null));
        var wall = day.ToDateTime(written.Time);
        return LocalTime.Of(wall, zone) switch
        {
            LocalTime.Never never => No(CalendarRefusals.DoesNotExist(notDone, wall, never, zone)),
            { Meant: { } at } when at <= now => No(CalendarRefusals.Past(notDone, written.Typed, LocalTime.Say(at, zone))),
            LocalTime.Twice twice => (twice.First, zone, twice.Second, null),
            var once => (once.Meant!.Value, zone, null, null),
        };

        (DateTimeOffset, TimeZoneInfo, DateTimeOffset?, Refusal?) No(Refusal why) => (default, TimeZoneInfo.Utc, null, why);
    }
}
