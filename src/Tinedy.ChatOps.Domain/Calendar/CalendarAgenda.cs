using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Calendar;

/// <summary>
/// What the calendar brings about in a run: reminders before its moment, its beginning, and warnings while it goes on. Read off the fold
/// like everything of the agenda; after an outage, the last reminder stands for all, and a window that has closed for one that closes.
/// </summary>
internal static class CalendarAgenda
{
    /// <summary>How long before its moment those who owe something are reminded.</summary>
    public static readonly ImmutableArray<TimeSpan> Reminders = [TimeSpan.FromDays(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(10)];

    /// <summary>How long before a window closes.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromMinutes(15);

    /// <summary>How much longer than planned is worth saying.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    public static IEnumerable<(DateTimeOffset At, RunEvent Event)> Of(Run run, AccessDirectory access) => run.Status switch
    {
        RunStatus.Scheduled => [.. Reminding(run, access), .. Beginning(run)],
        RunStatus.Running when !run.AllItemsSettled => [.. Closing(run, access), .. Overrunning(run), .. WayBack(run, access)],
        RunStatus.Running => WayBack(run, access),
        _ => [],
    };

    /// <summary>What becomes of all that is due at once: one reminder instead of three, and a beginning only if nothing is missing.</summary>
    public static IEnumerable<RunEvent> Judge(IReadOnlyList<RunEvent> due, Run run, AccessDirectory access, DateTimeOffset now, RunId? heldBy)
    {
        var begins = due.Any(happens => happens is RunEvent.Begun);
        var last = due.OfType<RunEvent.StartReminded>().Select(reminder => (TimeSpan?)reminder.Ahead).Min();
        var closed = due.Any(happens => happens is RunEvent.TimeWarned { What: TimeWarning.RollbackWindowClosed });
        foreach (var happens in due)
        {
            if (happens is RunEvent.StartReminded reminder && (begins || reminder.Ahead != last)) continue;
            if (closed && happens is RunEvent.TimeWarned { What: TimeWarning.RollbackWindowCloses }) continue;
            yield return happens is RunEvent.Begun ? Begin(run, access, now, heldBy) : happens;
        }
    }

    private static RunEvent Begin(Run run, AccessDirectory access, DateTimeOffset now, RunId? heldBy)
    {
        var missing = Readiness.Missing(run, access, now, heldBy);
        return missing.IsEmpty ? new RunEvent.Begun() : new RunEvent.StartMissed([.. missing.Select(one => one.ToString())]);
    }

    /// <summary>A reminder whose time was over when the run was scheduled is none.</summary>
    private static IEnumerable<(DateTimeOffset, RunEvent)> Reminding(Run run, AccessDirectory access)
    {
        var appointment = run.Appointment!;
        if (appointment.Missed is not null || !Readiness.Owing(run, access).Any()) yield break;
        foreach (var ahead in Reminders)
            if (appointment.At - ahead > appointment.SetAt && !(appointment.Reminded <= ahead)) yield return (appointment.At - ahead, new RunEvent.StartReminded(ahead));
    }

    private static IEnumerable<(DateTimeOffset, RunEvent)> Beginning(Run run) =>
        run.Appointment is { Missed: null } appointment ? [(appointment.At, new RunEvent.Begun())] : [];

    /// <summary>Whoever begins in the last quarter of an hour has read when the window closes.</summary>
    private static IEnumerable<(DateTimeOffset, RunEvent)> Closing(Run run, AccessDirectory access) =>
        RunWindow.Of(run, access) is { } window && run.BegunAt < window.To - Warning ? Once(run, TimeWarning.WindowCloses, window.To - Warning, window.To) : [];

    private static IEnumerable<(DateTimeOffset, RunEvent)> Overrunning(Run run) =>
        run is { Usually: { } usually, BegunAt: { } begun } ? Once(run, TimeWarning.EstimateOverrun, begun + usually + Delay, begun + usually) : [];

    private static IEnumerable<(DateTimeOffset, RunEvent)> WayBack(Run run, AccessDirectory access)
    {
        if (RunWindow.RollbackCloses(run, access) is not { } closes || Warned(run, TimeWarning.RollbackWindowClosed, closes)) return [];
        return [.. Once(run, TimeWarning.RollbackWindowCloses, closes - Warning, closes), (closes, new RunEvent.TimeWarned(TimeWarning.RollbackWindowClosed, closes))];
    }

    private static IEnumerable<(DateTimeOffset, RunEvent)> Once(Run run, TimeWarning what, DateTimeOffset at, DateTimeOffset moment) =>
        Warned(run, what, moment) ? [] : [(at, new RunEvent.TimeWarned(what, moment))];

    private static bool Warned(Run run, TimeWarning what, DateTimeOffset moment) => run.Warnings.Contains((what, moment));
}
