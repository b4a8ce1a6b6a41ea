using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
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

/// <summary>Raising an alert, calling people, answering, and saying that it was nothing.</summary>
internal static partial class AlertRules
{
    /// <summary>Everybody who is known may say that something is wrong: holding back is the one mistake that cannot be undone.</summary>
    public static Verdict Raise(DecisionContext ask, Command.Raise raise)
    {
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status == RunStatus.RollingBack) return Refusals.RollingBack($"Not raised", run);
        if (Criterion(run.Runbook, raise.Criterion) is not { } criterion) return Refusals.UnknownCriterion(raise.Criterion, run.Runbook);
        if (run.Alerts.FirstOrDefault(alert => alert.HoldsSteps && alert.About == criterion.Key) is { } open) return Refusals.AlreadyRaised(open);
        if (string.IsNullOrWhiteSpace(raise.Symptom)) return Refusals.ReasonTooShort($"Not raised", "line on what you see");
        return Raised(run, ask.Access, AlertKind.Criterion, criterion.Key, raise.Symptom);
    }

    public static Verdict Page(DecisionContext ask, Command.Page page)
    {
        var run = ask.Run;
        if (!run.GoesOn) return Refusals.RunEnded(run);
        if (!ask.Access.CanBeCalled(run.Runbook, page.Contact)) return Refusals.UnknownContact(page.Contact, run.Runbook);
        var escalation = EscalationPlanner.For(run, ask.Access, page.Contact.Trim());
        if (escalation.Rungs.IsEmpty) return Refusals.NobodyToCall(run);
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

    public static Verdict Acknowledge(DecisionContext ask, Command.Acknowledge acknowledge)
    {
        Prose notDone = $"Not answered";
        var run = ask.Run;
        var waiting = run.Alerts.LastOrDefault(alert => alert.IsCalling && !HasAnswered(alert, ask)) ?? run.Alerts.LastOrDefault(alert => alert.Answer is not null);
        if ((acknowledge.Alert is { } number ? run.Alerts.FirstOrDefault(alert => alert.Number == number) : waiting) is not { } meant)
            return acknowledge.Alert is { } unknown ? Refusals.UnknownAlert(notDone, unknown) : Refusals.NoAlert(notDone, run);
        if (meant.Answer is not null || (meant.IsCalling && HasAnswered(meant, ask))) return Refusals.AlreadyAnswered(meant);
        if (meant.Closed is not null) return Refusals.AlertOver(notDone, meant);
        if (!Answerers(ask, meant).Contains(ask.Person)) return Refusals.NotAnOperator(notDone, run.Environment, Answerers(ask, meant));
        var answered = new RunEvent.AlertAnswered(meant.Number);
        var missing = meant.Escalation.Rungs.Select(rung => rung.Person).Distinct().Except(meant.Answers.Select(answer => answer.By.Name)).Except([ask.Person.Name]);
        return meant.Kind == AlertKind.Drill && !missing.Any()
            ? new Verdict.Accepted([answered, new RunEvent.AlertClosed(meant.Number, AlertEnd.DrillOver, null), .. Available(run)])
            : answered;
    }

    public static Verdict FalseAlarm(DecisionContext ask, Command.FalseAlarm falseAlarm)
    {
        Prose notDone = $"Not ended";
        var run = ask.Run;
        var meant = falseAlarm.Alert is { } number ? run.Alerts.FirstOrDefault(alert => alert.Number == number) : run.Alerts.LastOrDefault(alert => alert.IsOpen);
        if (meant is null) return falseAlarm.Alert is { } unknown ? Refusals.UnknownAlert(notDone, unknown) : Refusals.NoAlert(notDone, run);
        if (meant.Closed is not null) return Refusals.AlertOver(notDone, meant);
        if (!Answerers(ask, meant).Contains(ask.Person)) return Refusals.NotAnOperator(notDone, run.Environment, Answerers(ask, meant));
        if (!ItemRules.HasReason(falseAlarm.Reason)) return Refusals.ReasonTooShort(notDone, "reason");
        return new RunEvent.AlertClosed(meant.Number, AlertEnd.FalseAlarm, falseAlarm.Reason);
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

    /// <summary>"Emergency contacts available": all of them have just said so.</summary>
    private static IEnumerable<RunEvent> Available(Run run) => run.Runbook.Items
        .Where(item => item is { IsStep: false, Role: null, Quorum: 1 } && run.StatusOf(item) == ItemStatus.Open && Gate.For(run, item).IsOpen && ContactsAvailable().IsMatch(item.Text))
        .Select(item => new RunEvent.ItemTicked(item.Key, "every contact answered the drill"));

    [GeneratedRegex(@"\bemergency contacts?\b.*\b(?:available|reachable)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ContactsAvailable();

    private static RunEvent.AlertRaised Raised(Run run, AccessDirectory access, AlertKind kind, ItemKey? about, string symptom, Escalation? escalation = null) =>
        new(run.Alerts.Length + 1, kind, about, symptom, escalation ?? EscalationPlanner.For(run, access));

    /// <summary>Who may answer: whoever was to be called, as far as settings know them, and whoever may decide.</summary>
    private static ImmutableArray<Person> Answerers(DecisionContext ask, Alert alert) => alert.Kind == AlertKind.Criterion
        ? ask.OperatorsAndContacts
        : [.. ask.OperatorsAndContacts.Concat(alert.Escalation.Rungs.Select(rung => ask.Access.Named(rung.Person)).OfType<Person>()).Distinct()];

    private static bool HasAnswered(Alert alert, DecisionContext ask) => alert.Answers.Any(answer => answer.By.IsSameHuman(ask.By));

    /// <summary>By its number, its place among the criteria, its key, its words, or the beginning of its words where only one begins like that.</summary>
    private static Item? Criterion(Runbook runbook, string typed)
    {
        var text = typed.Trim();
        return runbook.Criteria.FirstOrDefault(item => item.Number == text || Is(item.Key.Value) || Is(item.Text))
            ?? (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? runbook.Criteria.ElementAtOrDefault(place - 1) : null)
            ?? (text.Length >= 3 && runbook.Criteria.Where(item => item.Text.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray() is [var only] ? only : null);

        bool Is(string name) => string.Equals(name, text, StringComparison.OrdinalIgnoreCase);
    }
}
