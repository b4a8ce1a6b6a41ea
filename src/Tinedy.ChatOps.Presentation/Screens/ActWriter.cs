using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Screens;

/// <summary>The journal in words: who did what, one line an entry.</summary>
public static class ActWriter
{
    public static Act Write(Runbook runbook, JournalEntry entry) => new(entry.Seq, entry.At, entry.By, Say(runbook, entry));

    private static Prose Say(Runbook runbook, JournalEntry entry)
    {
        var what = entry.Event;
        return what switch
        {
            RunEvent.Started e => $"started {e.RunbookName} on {e.Environment}",
            RunEvent.ItemTicked e => $"marked {Named(e.Item)} done{Quoted(e.Note)}",
            RunEvent.ItemSkipped e => $"skipped {Named(e.Item)}{Quoted(e.Reason)}",
            RunEvent.ItemUndone e => $"undid {Named(e.Item)}",
            RunEvent.StepStarted e => $"started {Named(e.Item)}, attempt {e.Attempt}{Quoted(e.Reason)}",
            RunEvent.StepTaken e => $"took {Named(e.Item)}, attempt {e.Attempt}, on {e.Runner}",
            RunEvent.StepCancelled e => $"asked to cancel {Named(e.Item)}",
            RunEvent.StepEnded e => $"saw {Named(e.Item)} end: {(Prose)Word(e.Ending)}",
            RunEvent.OutcomeJudged e => $"judged {Named(e.Item)} {(Prose)(e.Done ? "done" : "not done")}{Quoted(e.HowKnown)}",
            RunEvent.DecisionTaken e => $"took the decision on {Named(e.Item)}",
            RunEvent.SignedOff e => $"signed as {e.Role}, content {(Prose)Durations.Digest(e.Content)}{Quoted(e.Remark)}",
            RunEvent.SignOffDeclined e => $"did not sign as {e.Role} yet{Quoted(e.Remark)}",
            RunEvent.SignOffVoided e => $"made the signature of {e.Role} void: {e.Why}",
            RunEvent.NoteWritten e => $"noted{Quoted(e.Text)}",
            RunEvent.FieldFilled e => $"filled in {e.Label}{Quoted(e.Value)}",
            RunEvent.TargetChanged => $"noticed that the settings of the environment changed",
            RunEvent.ToolsSeen e => e.Tools.Values.Any(version => version == Gaps.Missing)
                ? (Prose)$"looked for the tools of the steps and did not find {Prose.List([.. e.Tools.Where(tool => tool.Value == Gaps.Missing).Select(tool => (Prose)$"{tool.Key[Gaps.Tool.Length..]}")])}"
                : $"found the tools of the steps on their host",
            RunEvent.AlertRaised e => $"raised alert {e.Alert}{(e.About is { } about ? (Prose)$" on {Named(about)}" : Prose.Empty)}{Quoted(e.Symptom)}",
            RunEvent.AlertAnswered e => $"is on alert {e.Alert}",
            RunEvent.AnswerLapsed e => $"saw nothing follow on alert {e.Alert}: paging starts again",
            RunEvent.AlertClosed { How: AlertEnd.Cancelled } e => $"stopped the calls of page {e.Alert}",
            RunEvent.AlertClosed { How: AlertEnd.FalseAlarm } e => $"ended alert {e.Alert} as a false alarm{Quoted(e.Reason)}",
            RunEvent.AlertClosed e => $"ended drill {e.Alert}",
            RunEvent.Paged e => $"paged {e.Rung.Person} by {e.Rung.Means} for alert {e.Alert}, round {e.Round}",
            RunEvent.PageTried e => $"saw the page of entry {e.Page} {(Prose)(e.Result == DeliveryResult.Accepted ? "delivered" : "not delivered")}{Quoted(e.Proof)}",
            RunEvent.NobodyReached e => $"reached nobody for alert {e.Alert} in round {e.Round}",
            RunEvent.Reminded e => $"reminded the holders of {e.Role}",
            RunEvent.BaselineTaken e => $"measured {Named(e.Criterion)}: {(Prose)WatchJudge.Say(e.Median)}, {(Prose)WatchJudge.Say(e.Low)} to {(Prose)WatchJudge.Say(e.High)} in {e.Samples} samples",
            RunEvent.WatcherChanged e => $"found {Named(e.Criterion)} {(Prose)Word(e.Result)}: {e.Sentence}",
            RunEvent.StakeholdersTold e => $"told stakeholders at {e.To}{Quoted(e.Text)}",
            RunEvent.Scheduled e => CalendarRows.Said(e),
            RunEvent.StartReminded e => $"reminded those who owe something, {e.Ahead} before the start",
            RunEvent.StartMissed e => $"did not start the run, because something is missing: {Prose.Join("; ", e.Missing.Select(one => (Prose)$"{one}"))}",
            RunEvent.Begun => $"began what comes behind the preparation",
            RunEvent.TimeWarned e => $"warned: {CalendarRows.Warning(e.What, e.Moment, entry.At)}",
            RunEvent.GlassBroken e => $"broke the glass for {Named(e.Item)}{Quoted(e.Reason)}",
            RunEvent.RollbackApproved e => $"approved a rollback in advance for {e.Role}",
            RunEvent.RollbackStarted e => $"started the rollback{Quoted(e.Why)}",
            RunEvent.RolledBack => $"finished the rollback",
            RunEvent.CauseNoted e => $"noted the cause{Quoted(e.Cause)}",
            RunEvent.Unlocked => $"unlocked the environment",
            RunEvent.Completed => $"completed the run",
            RunEvent.StepFound e => $"wrote down that {e.Runner} had started {Named(e.Item)} in the journal that was lost, attempt {e.Attempt}: {e.Known}",
            RunEvent.JournalAccepted { Cause: { } cause } e => $"accepted the journal as it is, where {cause}{Quoted(e.Reason)}",
            RunEvent.JournalAccepted e => $"accepted the journal as it ended at entry {e.FoundSeq}, where entry {e.KnownSeq} was known{Quoted(e.Reason)}",
            RunEvent.Mirrored e => $"had the board shown in another place too: {e.Place}",
            RunEvent.Aborted e => $"aborted the run{Quoted(e.Reason)}",
            _ => throw new System.Diagnostics.UnreachableException(what.GetType().Name),
        };

        Prose Named(ItemKey key) => (runbook.Find(key) ?? runbook.Criteria.FirstOrDefault(criterion => criterion.Key == key)) is { } item ? Refusals.Named(item) : $"{key.Value}";
    }

    private static Prose Quoted(string? text) => string.IsNullOrEmpty(text) ? Prose.Empty : $": \"{text}\"";

    private static string Word(WatchState state) => state switch
    {
        WatchState.Ok => "quiet",
        WatchState.Failed => "met",
        _ => "impossible to judge",
    };

    private static string Word(Ending ending) => ending.Outcome switch
    {
        Outcome.Succeeded => "succeeded",
        Outcome.Failed => "failed",
        Outcome.TimedOut => "stopped at its limit",
        Outcome.Cancelled => "cancelled",
        _ => "outcome unknown",
    };
}
