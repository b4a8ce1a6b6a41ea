using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>What a board, a thread and a status say of moments and windows.</summary>
public static class CalendarRows
{
    /// <summary>The row of a run that did not start at its moment.</summary>
    public const string MissedKey = "start-missed";

    public static Prose Now(RunView view) => view.Run.Appointment!.Missed is null
        ? (Prose)$"starts by itself if nothing is missing. {Lacks(view)}"
        : $"not started by itself. {PersonNames.List(view.Operators)} can start it now, move it with schedule, or abort it.";

    public static Prose Aloud(RunView view) => view.Run.Appointment!.Missed is null ? Lacks(view) : $"It did not start by itself.";

    public static IEnumerable<Row> Of(RunView view)
    {
        var run = view.Run;
        if (run is { Status: RunStatus.Scheduled, Appointment.Missed: { } missed })
            yield return new(MissedKey, Mark.Gap, $"Not started at its moment, {run.Appointment.When}", [.. missed.Missing.Select(one => (Prose)$"Missing: {one}")], [], []);
        if (run.Status == RunStatus.Running && RunWindow.IsOutside(run, view.Access))
        {
            // In the window's own zone: a reader elsewhere would compare two clocks.
            var started = LocalTime.Say(run.StartedAt, RunWindow.Zone(run, view.Access));
            yield return Row.Of("outside-window", Mark.Gap, $"Outside its window {run.Runbook.FrontMatter.Window}: started {started}");
        }
        if (run.Status == RunStatus.Running && run.Warnings.Any(warning => warning.What == TimeWarning.RollbackWindowClosed))
            yield return Row.Of("rollback-window", Mark.Gap, $"The rollback window is closed: going back may cost more than going on");
    }

    /// <summary>"window until 23:30", "rollback window until 01:10"; empty where there is none.</summary>
    public static Prose Windows(RunView view)
    {
        var run = view.Run;
        var window = RunWindow.Of(run, view.Access) is { } opening && run.Status is RunStatus.Running or RunStatus.Scheduled
            ? run.Status == RunStatus.Scheduled ? (Prose)$"Window of {opening.To - opening.From}" : $"Window until {opening.To}"
            : Prose.Empty;
        return Prose.Join(" · ", [window, RunWindow.RollbackCloses(run, view.Access) is { } closes ? $"Rollback window until {closes}" : Prose.Empty]);
    }

    /// <summary>"scheduled it for Tue 2026-12-01 22:00 Europe/Berlin".</summary>
    public static Prose Said(RunEvent.Scheduled scheduled)
    {
        var second = scheduled.Second is not null ? (Prose)", because clocks there show that time twice" : Prose.Empty;
        var moved = scheduled.MovesWindow == true ? (Prose)", which moves the runbook's window" : Prose.Empty;
        return $"scheduled it for {LocalTime.Say(scheduled.At, scheduled.Zone)}{second}{moved}";
    }

    public static Prose Missed(Run run, JournalEntry entry, RunEvent.StartMissed missed) =>
        $"Not started at {entry.At}: {Prose.Join("; ", missed.Missing.Select(one => (Prose)$"{one}"))}.";

    /// <param name="at">When it is said: late, after an outage.</param>
    public static Prose Warning(TimeWarning what, DateTimeOffset moment, DateTimeOffset at) => (what, moment > at) switch
    {
        (TimeWarning.WindowCloses, true) => $"the window closes at {moment}, and items are open",
        (TimeWarning.WindowCloses, false) => $"the window closed at {moment}, and items are open",
        (TimeWarning.RollbackWindowCloses, _) => $"the rollback window closes at {moment}",
        (TimeWarning.RollbackWindowClosed, _) => $"the rollback window closed at {moment}",
        _ => $"it was planned to be finished by {moment}, and items are open",
    };

    public static Prose Flag(TimeWarning what) => what switch
    {
        TimeWarning.WindowCloses => $"window closes",
        TimeWarning.RollbackWindowCloses => $"rollback window closes",
        TimeWarning.RollbackWindowClosed => $"rollback window closed",
        _ => $"longer than planned",
    };

    private static Prose Lacks(RunView view)
    {
        var missing = Readiness.Missing(view.Run, view.Access).FirstOrDefault();
        return missing is null ? (Prose)"Nothing is missing now." : $"Now missing: {missing}.";
    }
}
