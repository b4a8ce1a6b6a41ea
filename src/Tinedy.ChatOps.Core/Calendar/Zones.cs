using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Core.Calendar;

/// <summary>Time zones by the name that people write: of the tz database ("Europe/Berlin"), or as Windows calls them.</summary>
public static partial class Zones
{
    /// <summary>From CLDR, as the file beside this one has it: the program runs without ICU, which would know it too.</summary>
    private static readonly Lazy<FrozenDictionary<string, string>> OfWindows = new(ReadNames);

    /// <summary>Null: there is no zone of that name. Letters may be large or small.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        // A name becomes a path on some systems.
        if (!Name().IsMatch(name)) return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        if (OfWindows.Value.TryGetValue(name, out var id)) return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var meant) ? meant : null;
        return TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(known => string.Equals(known.Id, name, StringComparison.OrdinalIgnoreCase));
    }

    private static FrozenDictionary<string, string> ReadNames()
    {
        using var file = typeof(Zones).Assembly.GetManifestResourceStream("windows-zones.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('='))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}$|^[A-Za-z][A-Za-z0-9 .()+-]{2,40}$")]
    private static partial Regex Name();
}
