using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>What each event does to the alerts of a run. Judges nothing: what is in the journal has happened.</summary>
internal static class AlertFold
{
    public static Run Apply(Run run, JournalEntry entry) => entry.Event switch
    {
        RunEvent.AlertRaised e => run with { Alerts = run.Alerts.Add(Raised(entry, e)) },
        RunEvent.AlertAnswered e => Change(run, e.Alert, alert => Answered(alert, entry)),
        RunEvent.AnswerLapsed e => Change(run, e.Alert, alert => alert with { Answer = null, Round = alert.Round + 1, RoundSince = entry.At, Unreached = null }),
        RunEvent.AlertClosed e => Change(run, e.Alert, alert => alert with { Closed = new(e.How, entry.By, entry.At, e.Reason) }),
        RunEvent.Paged e => Change(run, e.Alert, alert => Called(alert, entry, e)),
        RunEvent.PageTried e => Change(run, e.Alert, alert => Tried(alert, entry, e)),
        RunEvent.NobodyReached e => Change(run, e.Alert, alert => alert with { Unreached = entry.At }),
        RunEvent.RollbackStarted => CloseAll(run, entry, AlertEnd.RolledBack, alert => alert.Kind != AlertKind.Drill),
        RunEvent.Completed or RunEvent.Aborted or RunEvent.RolledBack or RunEvent.Unlocked => CloseAll(run, entry, AlertEnd.RunEnded, _ => true),
        RunEvent.DecisionTaken e => Decided(run, entry, e.Item),
        RunEvent.OutcomeJudged e => Decided(run, entry, e.Item),
        RunEvent.StepStarted e => Decided(run, entry, e.Item),
        RunEvent.StepTaken e => Decided(run, entry, e.Item, AlertEnd.RunnerCame),
        // Of a step that no runner has taken: nobody is called about any other that can be cancelled.
        RunEvent.StepCancelled e => Decided(run, entry, e.Item),
        RunEvent.ItemSkipped e => Decided(run, entry, e.Item),
        RunEvent.ItemTicked e => Decided(run, entry, e.Item),
        _ => run,
    };

    private static Alert Raised(JournalEntry entry, RunEvent.AlertRaised raised) =>
        new(raised.Alert, raised.Why, raised.About, Legible.OneLine(raised.Symptom), entry.By, entry.At, raised.Escalation)
        {
            Measured = raised.Measured,
            Since = raised.Since ?? entry.At,
            RoundSince = entry.At,
        };

    /// <summary>A call or a decision has what it wanted with the first answer; a criterion's alert needs a decision; a drill wants everybody.</summary>
    private static Alert Answered(Alert alert, JournalEntry entry)
    {
        var answer = new Remark(entry.By, entry.At, null);
        var next = alert with { Answers = alert.Answers.Add(answer) };
        return alert.Kind switch
        {
            AlertKind.Criterion => next with { Answer = answer },
            AlertKind.Drill => next,
            _ => next with { Answer = answer, Closed = new(AlertEnd.Answered, entry.By, entry.At, null) },
        };
    }

    /// <summary>A page of a later round begins that round.</summary>
    private static Alert Called(Alert alert, JournalEntry entry, RunEvent.Paged paged)
    {
        var page = new Page(entry.Seq, paged.Round, paged.Rung, entry.At);
        return paged.Round == alert.Round
            ? alert with { Pages = alert.Pages.Add(page) }
            : alert with { Pages = alert.Pages.Add(page), Round = paged.Round, RoundSince = entry.At, Unreached = null };
    }

    private static Alert Tried(Alert alert, JournalEntry entry, RunEvent.PageTried tried) => alert with
    {
        Pages = [.. alert.Pages.Select(page => page.Seq == tried.Page ? page with { Tries = page.Tries.Add(new(entry.At, tried.Result, tried.Proof)) } : page)],
    };

    private static Run Decided(Run run, JournalEntry entry, ItemKey item, AlertEnd how = AlertEnd.Decided) =>
        CloseAll(run, entry, how, alert => alert.Kind == AlertKind.Decision && alert.About == item);

    private static Run CloseAll(Run run, JournalEntry entry, AlertEnd how, Func<Alert, bool> which) => run.Alerts.Any(alert => alert.IsOpen && which(alert))
        ? run with { Alerts = [.. run.Alerts.Select(alert => alert.IsOpen && which(alert) ? alert with { Closed = new(how, entry.By, entry.At, null) } : alert)] }
        : run;

    private static Run Change(Run run, int number, Func<Alert, Alert> change) =>
        run with { Alerts = [.. run.Alerts.Select(alert => alert.Number == number ? change(alert) : alert)] };
}
