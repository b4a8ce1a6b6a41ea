using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Timelines;

/// <summary>What stands out of a run: failures, alerts, pages, signatures, each a flag with a word.</summary>
internal static class TimelineFlags
{
    public static ImmutableArray<Flag> Of(RunView view, IEnumerable<JournalEntry> journal) => [.. journal.Select(entry => OfEntry(view, entry)).OfType<Flag>()];

    private static Flag? OfEntry(RunView view, JournalEntry entry) => entry.Event switch
    {
        RunEvent.StepEnded { Ending.Outcome: Outcome.Failed or Outcome.TimedOut or Outcome.Cancelled } e => new(entry.At, Mark.Failed, $"{view.Run.Runbook.Find(e.Item)!.Number} {Endings.Verb(view.Run[e.Item].Attempts[e.Attempt - 1])}"),
        RunEvent.StepEnded { Ending.Outcome: Outcome.Unknown } e => new(entry.At, Mark.Unknown, $"{view.Run.Runbook.Find(e.Item)!.Number} unknown"),
        RunEvent.StepFound e => new(entry.At, Mark.Unknown, $"{view.Run.Runbook.Find(e.Item)!.Number} unknown"),
        RunEvent.AlertRaised { Why: AlertKind.Criterion } e => new(entry.At, Mark.Failed, $"alert {e.Alert}"),
        RunEvent.AlertRaised { Why: AlertKind.Drill } e => new(entry.At, Mark.Running, $"drill {e.Alert}"),
        RunEvent.AlertAnswered => new(entry.At, Mark.Done, $"{entry.By} is on it"),
        RunEvent.Paged e => new(entry.At, Mark.Gap, $"{view.Access.Naming(e.Rung.Person)} paged"),
        RunEvent.SignedOff e => new(entry.At, Mark.Done, $"{e.Role} signed"),
        RunEvent.SignOffVoided e => new(entry.At, Mark.Gap, $"{e.Role} void"),
        RunEvent.RollbackStarted => new(entry.At, Mark.Failed, $"rollback"),
        RunEvent.Begun => new(entry.At, Mark.Running, $"begun"),
        RunEvent.StartMissed => new(entry.At, Mark.Gap, $"not started"),
        RunEvent.TimeWarned e => new(entry.At, Mark.Gap, CalendarRows.Flag(e.What)),
        _ => null,
    };
}
