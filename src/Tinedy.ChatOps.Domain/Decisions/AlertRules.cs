using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Raising an alert and calling people; <see cref="AnswerRules"/> has what is said to it.</summary>
internal static class AlertRules
{
    /// <summary>Everybody who is known may say that something is wrong: holding back is the one mistake that cannot be undone.</summary>
    public static Verdict Raise(DecisionContext ask, Command.Raise raise)
    {
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status == RunStatus.RollingBack) return Refusals.RollingBack($"Not raised", run);
        if (RunbookNames.Criterion(run.Runbook, raise.Criterion) is not NameMatch<Item>.One { Found: var criterion }) return Refusals.UnknownCriterion(raise.Criterion, run.Runbook);
        if (run.Alerts.FirstOrDefault(alert => alert.HoldsSteps && alert.About == criterion.Key) is { } open) return Refusals.AlreadyRaised(open);
        if (string.IsNullOrWhiteSpace(raise.Symptom)) return Refusals.ReasonTooShort($"Not raised", "line on what you see");
        return Raised(run, ask.Access, AlertKind.Criterion, criterion.Key, raise.Symptom);
    }

    public static Verdict Page(DecisionContext ask, Command.Page page)
    {
        var run = ask.Run;
        if (!run.GoesOn) return Refusals.RunEnded(run);
        if (AccessDirectory.Called(run.Runbook, ask.Access, page.Contact) is not NameMatch<string>.One { Found: var called }) return Refusals.UnknownContact(page.Contact, run.Runbook, ask.Access);
        var escalation = EscalationPlanner.For(run, ask.Access, called);
        if (escalation.Rungs.IsEmpty) return Refusals.NobodyToCall(run);
        if (!EscalationPlanner.BeginsWith(escalation, called)) return Refusals.NobodyIsContact(called, run, escalation.Rungs[0].Contact);
        if (string.IsNullOrWhiteSpace(page.Symptom)) return Refusals.ReasonTooShort($"Not paged", "line on what is wrong");
        return Raised(run, ask.Access, AlertKind.Call, null, page.Symptom, escalation);
    }

    public static Verdict Drill(DecisionContext ask)
    {
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (ask.UnlessOperator($"Not started") is { } notOperator) return notOperator;
        if (run.Alerts.FirstOrDefault(alert => alert.IsOpen && alert.Kind == AlertKind.Drill) is { } open) return Refusals.AlreadyRaised(open);
        var everybody = EscalationPlanner.For(run, ask.Access).AtOnce();
        if (everybody.Rungs.IsEmpty) return Refusals.NobodyToCall(run);
        return Raised(run, ask.Access, AlertKind.Drill, null, "this is a rehearsal of paging, nothing is wrong", everybody);
    }

    /// <summary>A watcher's alert; one that is open already stays one.</summary>
    public static Verdict Trip(Run run, Command.Trip trip, AccessDirectory access)
    {
        if (run.Status != RunStatus.Running || WatchRules.StateOf(run, trip.Criterion) == WatchState.Failed) return new Verdict.Accepted([]);
        var changed = new RunEvent.WatcherChanged(trip.Criterion, WatchState.Failed, trip.Symptom);
        if (run.Alerts.Any(alert => alert.HoldsSteps && alert.About == trip.Criterion)) return changed;
        var raised = new RunEvent.AlertRaised(run.Alerts.Length + 1, AlertKind.Criterion, trip.Criterion, trip.Symptom, EscalationPlanner.For(run, access))
        {
            Measured = trip.Measured,
            Since = trip.Since,
        };
        return new Verdict.Accepted([changed, raised]);
    }

    /// <summary>Kept also when the alert has ended meanwhile: it was sent.</summary>
    public static Verdict ReportPage(Run run, Command.ReportPage report) =>
        run.Alerts.SelectMany(alert => alert.Pages).Any(page => page.Seq == report.Seq) || run.Told.Any(told => told.Seq == report.Seq)
            ? new RunEvent.PageTried(report.Alert, report.Seq, report.Result, report.Proof)
            : new Verdict.Accepted([]);

    private static RunEvent.AlertRaised Raised(Run run, AccessDirectory access, AlertKind kind, ItemKey? about, string symptom, Escalation? escalation = null) =>
        new(run.Alerts.Length + 1, kind, about, symptom, escalation ?? EscalationPlanner.For(run, access));
}
