using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Settings;

/// <summary>Reads <c>Calendar</c>: the usual zone and the freezes. A freeze that cannot be read would be none, so it stops the start.</summary>
internal static class CalendarReader
{
    /// <param name="access">Null where it could not be read: then nobody and no environment is looked for in it.</param>
    /// <param name="problems">Gets a sentence for everything that is wrong.</param>
    public static CalendarPolicy Read(IConfigurationSection section, AccessDirectory? access, ICollection<string> problems)
    {
        // Another name is a problem already, see SettingsCatalog.
        var zone = section["Zone"] is { } named && !string.IsNullOrWhiteSpace(named) ? Zones.Find(named.Trim()) : null;
        return new() { Zone = zone, Freezes = [.. section.GetSection("Freezes").GetChildren().Select(freeze => Freeze(freeze, zone, access, problems)).OfType<Freeze>()] };
    }

    private static Freeze? Freeze(IConfigurationSection section, TimeZoneInfo? usual, AccessDirectory? access, ICollection<string> problems)
    {
        var settings = section.Get<FreezeSettings>() ?? new();
        var before = problems.Count;
        var from = Edge("From", settings.From);
        var to = Edge("To", settings.To);
        if (from is { } begins && to is { } ends && ends.At <= begins.At) problems.Add($"{section.Path}: it ends before it begins ({settings.From} to {settings.To}).");
        if (string.IsNullOrWhiteSpace(settings.Why)) problems.Add($"{section.Path}:Why is missing: it is what people read when they are refused.");
        if (settings.Environment is { Length: > 0 } environment && access is not null && access.Environment(environment) is null) problems.Add($"{section.Path}:Environment: there is no environment \"{environment}\".");
        foreach (var nobody in settings.LiftedBy.Where(named => access is not null && !access.People.Any(person => person.IsMeantBy(named))))
            problems.Add($"{section.Path}:LiftedBy: \"{nobody}\" is neither a person's name nor a role that anybody holds.");
        return problems.Count > before ? null
            : new(from!.Value.At, to!.Value.At, to.Value.Zone, settings.Why.Trim(), string.IsNullOrWhiteSpace(settings.Environment) ? null : settings.Environment, [.. settings.LiftedBy]);

        (DateTimeOffset At, TimeZoneInfo Zone)? Edge(string name, string text)
        {
            if (Domain.Access.Freeze.Edge(text, usual) is { } edge) return edge;
            problems.Add($"{section.Path}:{name}: \"{text}\" is no moment. Write it like 2026-12-20 00:00 Europe/Berlin; without a zone, Calendar:Zone has to name one.");
            return null;
        }
    }
}

/// <summary>An entry of the list <c>Calendar:Freezes</c>.</summary>
internal sealed class FreezeSettings
{
    public string From { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>What people read when they are refused.</summary>
    public string Why { get; set; } = "";

    /// <summary>Absent: every environment.</summary>
    public string? Environment { get; set; }

    /// <summary>Names or roles of those who can have it lifted; they are named to whoever is refused.</summary>
    public List<string> LiftedBy { get; set; } = [];
}
