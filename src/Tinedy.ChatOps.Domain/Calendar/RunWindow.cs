using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Domain.Calendar;

/// <summary>The windows of a run as moments.</summary>
public static class RunWindow
{
    /// <summary>The maintenance window that the run is in: as it was scheduled, or the one that was open when it was started. Null: none is.</summary>
    public static Opening? Of(Run run, AccessDirectory access)
    {
        if (run.Appointment is { } appointment) return appointment.Closes is { } closes ? new(appointment.At, closes) : null;
        return Window.Read(run.Runbook.FrontMatter.Window)?.At(run.StartedAt, access.Calendar.Zone);
    }

    /// <summary>The same, or the next one that opens, for a run that was started at once and outside: a picture shows where it lies.</summary>
    public static Opening? Nearest(Run run, AccessDirectory access) =>
        Of(run, access) ?? (run.Appointment is null ? Window.Read(run.Runbook.FrontMatter.Window)?.Next(run.StartedAt, access.Calendar.Zone) : null);

    /// <summary>It was started at once and at an hour that is not the runbook's: allowed, and said.</summary>
    public static bool IsOutside(Run run, AccessDirectory access) =>
        run.Appointment is null && Window.Read(run.Runbook.FrontMatter.Window) is { } window && (window.Zone ?? access.Calendar.Zone) is not null && Of(run, access) is null;

    /// <summary>When the way back closes; null before anything was changed, or where the runbook says nothing.</summary>
    public static DateTimeOffset? RollbackCloses(Run run, AccessDirectory access) =>
        RollbackWindow.Read(run.Runbook.FrontMatter.RollbackWindow) is { } window && run.ChangedAt is { } changed ? window.Closes(changed, access.Calendar.Zone ?? ZoneOf(run)) : null;

    /// <summary>In which people of this run are told times that they read outside chat.</summary>
    public static TimeZoneInfo Zone(Run run, AccessDirectory access) => ZoneOf(run) ?? access.Calendar.Zone ?? TimeZoneInfo.Utc;

    private static TimeZoneInfo? ZoneOf(Run run) => run.Appointment is { } appointment ? Zones.Find(appointment.Zone) : Window.Read(run.Runbook.FrontMatter.Window)?.Zone;
}
