using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Time;

/// <summary>Time zones by the name that people write: of the tz database ("Europe/Berlin"), or as Windows calls them.</summary>
public static partial class Zones
{
    private static readonly TimeSpan MostFromUtc = TimeSpan.FromHours(14);

    /// <summary>From CLDR, as the file beside this one has it: the program runs without ICU, which would know it too.</summary>
    private static readonly Lazy<FrozenDictionary<string, string>> OfWindows = new(ReadNames);

    /// <summary>Null: there is no zone of that name. Letters may be large or small. "Z" and "+02:00" are zones without a name.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (Offset(name) is { } offset) return offset;
        // A name becomes a path on some systems.
        if (!Name().IsMatch(name)) return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        if (OfWindows.Value.TryGetValue(name, out var id)) return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var meant) ? meant : null;
        return TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(known => string.Equals(known.Id, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>"Z", "+02:00", "-0530", "+02": always as far from UTC; its id is "UTC" or "+02:00". Null for everything else.</summary>
    private static TimeZoneInfo? Offset(string text)
    {
        if (text is "Z" or "z") return TimeZoneInfo.Utc;
        if (FromUtc().Match(text) is not { Success: true } match) return null;
        var (hours, minutes) = (int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["minutes"] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0);
        var length = new TimeSpan(hours, minutes, 0);
        if (minutes > 59 || length > MostFromUtc) return null;
        if (length == TimeSpan.Zero) return TimeZoneInfo.Utc;
        var id = string.Create(CultureInfo.InvariantCulture, $"{match.Groups["sign"].Value}{hours:00}:{minutes:00}");
        return TimeZoneInfo.CreateCustomTimeZone(id, match.Groups["sign"].Value == "-" ? -length : length, id, id);
    }

    private static FrozenDictionary<string, string> ReadNames()
    {
        using var file = typeof(Zones).Assembly.GetManifestResourceStream("windows-zones.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('='))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex("^(?<sign>[+-])(?<hours>[0-9]{2})(?::?(?<minutes>[0-9]{2}))?$")]
    private static partial Regex FromUtc();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}$|^[A-Za-z][A-Za-z0-9 .()+-]{2,40}$")]
    private static partial Regex Name();
}
