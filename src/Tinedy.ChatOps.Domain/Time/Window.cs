using System.Globalization;

namespace Tinedy.ChatOps.Domain.Time;

/// <summary>A stretch of the day in which a migration happens: "22:00-23:30 Europe/Berlin". It may go over midnight.</summary>
/// <param name="Zone">Null: the usual zone of the settings.</param>
public sealed record Window(TimeOnly From, TimeOnly To, TimeZoneInfo? Zone)
{
    public TimeSpan Length => To - From;

    /// <summary>Null when the text is no window.</summary>
    public static Window? Read(string? text)
    {
        var words = (text ?? "").Replace('–', '-').Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || words[0].Split('-') is not [var from, var to] || !Clock(from, out var opens) || !Clock(to, out var closes) || opens == closes) return null;
        if (words.Length == 1) return new(opens, closes, null);
        return Zones.Find(words[1]) is { } zone ? new(opens, closes, zone) : null;
    }

    /// <summary>The window that is open at a moment; null when none is, or no zone is known.</summary>
    public Opening? At(DateTimeOffset moment, TimeZoneInfo? usual) => Next(moment, usual) is { } next && next.From <= moment ? next : null;

    /// <summary>The window that is open at a moment, else the next one; null when no zone is known.</summary>
    public Opening? Next(DateTimeOffset moment, TimeZoneInfo? usual)
    {
        if ((Zone ?? usual) is not { } zone) return null;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        return new[] { On(day.AddDays(-1), zone), On(day, zone), On(day.AddDays(1), zone) }.First(opening => moment < opening.To);
    }

    /// <summary>An hour that does not exist that night begins when the clock has been set; one that exists twice counts both times.</summary>
    private Opening On(DateOnly day, TimeZoneInfo zone)
    {
        var opens = LocalTime.Of(day.ToDateTime(From), zone) switch
        {
            LocalTime.Never never => LocalTime.Of(never.After, zone).Meant!.Value,
            var known => known.Meant!.Value,
        };
        var closes = LocalTime.Of((To > From ? day : day.AddDays(1)).ToDateTime(To), zone) switch
        {
            LocalTime.Never never => LocalTime.Of(never.After, zone).Meant!.Value,
            LocalTime.Twice twice => twice.Second,
            var known => known.Meant!.Value,
        };
        return new(opens, closes);
    }

    internal static bool Clock(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}

/// <summary>One window on one day.</summary>
public sealed record Opening(DateTimeOffset From, DateTimeOffset To);

/// <summary>How long there is a way back once the migration has begun: "2h", "90m", or "until 06:00 Europe/Berlin".</summary>
/// <param name="Length">Null where it ends at a time of the day.</param>
public sealed record RollbackWindow(TimeSpan? Length, TimeOnly Until, TimeZoneInfo? Zone)
{
    /// <summary>Null when the text is none.</summary>
    public static RollbackWindow? Read(string? text)
    {
        var words = (text ?? "").Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is [{ Length: > 1 } length] && int.TryParse(length[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000)
            return length[^1] switch
            {
                'm' => new(TimeSpan.FromMinutes(number), default, null),
                'h' => new(TimeSpan.FromHours(number), default, null),
                'd' => new(TimeSpan.FromDays(number), default, null),
                _ => null,
            };
        if (words.Length < 2 || words[0] != "until" || !Window.Clock(words[1], out var until)) return null;
        if (words.Length == 2) return new(null, until, null);
        return Zones.Find(words[2]) is { } zone ? new(null, until, zone) : null;
    }

    /// <summary>When it closes for a migration that began then; null where no zone is known.</summary>
    public DateTimeOffset? Closes(DateTimeOffset begun, TimeZoneInfo? usual)
    {
        if (Length is { } length) return begun + length;
        if ((Zone ?? usual) is not { } zone) return null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(begun, zone).DateTime);
        // Enough days that one of them has the hour, also on the night when it is left out.
        return Enumerable.Range(0, 3).Select(days => LocalTime.Of(today.AddDays(days).ToDateTime(Until), zone).Meant).OfType<DateTimeOffset>().First(at => at > begun);
    }
}
