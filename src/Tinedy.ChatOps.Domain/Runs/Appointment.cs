using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>When a scheduled run is to begin.</summary>
/// <param name="Zone">The zone in which it was meant, by its id in the tz database.</param>
/// <param name="Typed">What was written: "tomorrow 22:00".</param>
public sealed record Appointment(DateTimeOffset At, string Zone, string Typed, Actor By, DateTimeOffset SetAt)
{
    /// <summary>When its window closes; null where the runbook has none.</summary>
    public DateTimeOffset? Closes { get; init; }

    /// <summary>How long before it the last reminder was; null before the first.</summary>
    public TimeSpan? Reminded { get; init; }

    /// <summary>What was missing when its moment came; null before, or when nothing was.</summary>
    public Missed? Missed { get; init; }

    /// <summary>"Tue 2026-12-01 22:00 Europe/Berlin".</summary>
    public Prose When => LocalTime.Say(At, Zone);
}

/// <summary>A moment that came while something was missing.</summary>
public sealed record Missed(DateTimeOffset At, ImmutableArray<string> Missing);
