using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Time;

/// <summary>What somebody wrote as a moment: "2026-12-01 22:00 Europe/Berlin", "tomorrow 22:00", "22:00", which is the next one; and as programs write it, "2026-12-01T22:00Z", "2026-12-01T22:00:00+02:00".</summary>
/// <param name="Day">The first word where it is one of a day: a date, "today", "tomorrow"; null for the next such time.</param>
/// <param name="Zone">As written; null where none is.</param>
/// <param name="Typed">The words that were read.</param>
/// <param name="Rest">What follows them.</param>
public sealed partial record WrittenMoment(string? Day, TimeOnly Time, string? Zone, string Typed, string Rest)
{
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>Words that the name of a zone has at most: "Central European Standard Time (Mexico)" and its like.</summary>
    private const int MostZoneWords = 6;

    private static readonly string[] TimeForms = ["HH:mm", "H:mm", "HH:mm:ss"];

    /// <summary>Null where no date is written.</summary>
    public DateOnly? Date => DateOnly.TryParseExact(Day, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Null when it does not begin with a moment.</summary>
    public static WrittenMoment? Read(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && words[0].Split('T', 't') is [{ Length: 10 } date, var clock]) words = [date, clock, .. words.Skip(1)];
        Part(words);
        var hasDay = words.Count > 0 && (words[0].ToLowerInvariant() is "today" or "tomorrow" || IsDate(words[0]));
        var at = hasDay ? 1 : 0;
        if (words.Count <= at || !TimeOnly.TryParseExact(words[at], TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return null;
        var zone = ZoneWords(words, at + 1);
        var read = at + 1 + zone;
        return new(hasDay ? words[0].ToLowerInvariant() : null, time, zone == 0 ? null : string.Join(' ', words.Skip(at + 1).Take(zone)),
            string.Join(' ', words.Take(read)), string.Join(' ', words.Skip(read)));
    }

    /// <summary>Takes "22:00Z" and "22:00:00.000+02:00" apart into the time and its offset, which is a zone.</summary>
    private static void Part(List<string> words)
    {
        for (var at = 0; at < Math.Min(2, words.Count); at++)
        {
            if (WithOffset().Match(words[at]) is not { Success: true } match) continue;
            words[at] = match.Groups["time"].Value;
            if (match.Groups["offset"].Length > 0) words.Insert(at + 1, match.Groups["offset"].Value);
            return;
        }
    }

    private static bool IsDate(string word) => DateOnly.TryParseExact(word, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>As many words as name a zone. A word with a stroke or a sign in front is meant as one, whether it is or not: no runbook and no environment has it.</summary>
    private static int ZoneWords(List<string> words, int from)
    {
        for (var count = Math.Min(MostZoneWords, words.Count - from); count > 0; count--)
            if (Zones.Find(string.Join(' ', words.Skip(from).Take(count))) is not null) return count;
        return words.Count > from && (words[from].Contains('/') || words[from][0] is '+' or '-') ? 1 : 0;
    }

    [GeneratedRegex(@"^(?<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:\.0{1,9})?(?<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?$")]
    private static partial Regex WithOffset();
}
