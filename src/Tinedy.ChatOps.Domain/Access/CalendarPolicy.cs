using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Domain.Access;

/// <summary>What the settings say of time, under <c>Calendar</c>.</summary>
public sealed record CalendarPolicy
{
    /// <summary>The zone of a moment where neither the moment nor the runbook names one; null: then it has to be written.</summary>
    public TimeZoneInfo? Zone { get; init; }

    public ImmutableArray<Freeze> Freezes { get; init; } = [];

    /// <summary>The freeze in which an environment is at a moment; null when it is in none.</summary>
    public Freeze? FreezeOf(string environment, DateTimeOffset at) => Freezes.FirstOrDefault(freeze => freeze.Holds(environment, at));
}

/// <summary>A time in which nothing begins.</summary>
/// <param name="Environment">Null: all of them.</param>
/// <param name="LiftedBy">Names or roles of those who can have it lifted; empty: whoever runs the service.</param>
public sealed record Freeze(DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone, string Why, string? Environment, ImmutableArray<string> LiftedBy)
{
    public Prose Ends => LocalTime.Say(To, Zone);

    /// <summary>Its beginning or its end as written: "2026-12-20 00:00 Europe/Berlin". Null where that is no moment with a date and a zone.</summary>
    /// <param name="usual">The zone where none is written.</param>
    public static (DateTimeOffset At, TimeZoneInfo Zone)? Edge(string text, TimeZoneInfo? usual)
    {
        if (WrittenMoment.Read(text) is not { Rest: "", Date: { } day } written || (written.Zone is null ? usual : Zones.Find(written.Zone)) is not { } zone) return null;
        var edge = LocalTime.Of(day.ToDateTime(written.Time), zone);
        return (edge is LocalTime.Never never ? LocalTime.Of(never.After, zone).Meant!.Value : edge.Meant!.Value, zone);
    }

    public bool Holds(string environment, DateTimeOffset at) =>
        From <= at && at < To && (Environment is null || string.Equals(Environment, environment, StringComparison.OrdinalIgnoreCase));
}
