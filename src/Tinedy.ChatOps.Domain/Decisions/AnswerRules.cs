using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Answering an alert, and saying that it was none. Where several could be meant, nothing is done before one is named.</summary>
internal static partial class AnswerRules
{
    public static Verdict Acknowledge(DecisionContext ask, Command.Acknowledge acknowledge)
    {
        Prose notDone = $"Not answered";
        var run = ask.Run;
        var (meant, why) = Meant(run, notDone, "ack", acknowledge.Alert, acknowledge.Named, Waiting(ask));
        if (why is not null) return why;
        if (meant!.Answer is not null || (meant.IsCalling && HasAnswered(meant, ask))) return Refusals.AlreadyAnswered(meant);
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
        var (meant, why) = Meant(run, notDone, "false-alarm", falseAlarm.Alert, falseAlarm.Named, [.. run.Alerts.Where(alert => alert.IsOpen)]);
        if (why is not null) return why;
        if (meant!.Closed is not null) return Refusals.AlertOver(notDone, meant);
        if (!Answerers(ask, meant).Contains(ask.Person)) return Refusals.NotAnOperator(notDone, run.Environment, Answerers(ask, meant));
        if (!ItemRules.HasReason(falseAlarm.Reason)) return Refusals.ReasonTooShort(notDone, "reason");
        return new RunEvent.AlertClosed(meant.Number, AlertEnd.FalseAlarm, falseAlarm.Reason);
    }

    /// <summary>The alert that is named; where none is, the only one that could be meant.</summary>
    /// <param name="could">Those that could be meant where none is named.</param>
    private static (Alert? Meant, Refusal? Why) Meant(Run run, Prose notDone, string verb, int? number, string? named, ImmutableArray<Alert> could)
    {
        if (number is { } wanted)
            return run.Alerts.FirstOrDefault(alert => alert.Number == wanted) is { } numbered ? (numbered, null) : (null, Refusals.UnknownAlert(notDone, run, FormattableString.Invariant($"{wanted}"), []));
        if (named is not null)
        {
            return AlertNames.Find(run, named) switch
            {
                NameMatch<Alert>.One one => (one.Found, null),
                NameMatch<Alert>.Several several => (null, Refusals.SeveralAlerts(notDone, verb, run, several.Fitting)),
                NameMatch<Alert>.None none => (null, Refusals.UnknownAlert(notDone, run, named, none.Near)),
                var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
            };
        }
        return could switch
        {
            [] => (null, Refusals.NoAlert(notDone, run)),
            [var only] => (only, null),
            _ => (null, Refusals.SeveralAlerts(notDone, verb, run, could)),
        };
    }

    /// <summary>
    /// Alerts that wait for this person. Where none does, one that waits for others, or the last that was answered: it is refused, and the
    /// refusal says who can, or who has.
    /// </summary>
    private static ImmutableArray<Alert> Waiting(DecisionContext ask)
    {
        var waiting = ask.Run.Alerts.Where(alert => alert.IsCalling && !HasAnswered(alert, ask)).ToList();
        var mine = waiting.Where(alert => Answerers(ask, alert).Contains(ask.Person)).ToImmutableArray();
        if (!mine.IsEmpty) return mine;
        return (waiting.LastOrDefault() ?? ask.Run.Alerts.LastOrDefault(alert => alert.Answer is not null)) is { } refused ? [refused] : [];
    }

    /// <summary>Who may answer: whoever was to be called, as far as settings know them, and whoever may decide.</summary>
    private static ImmutableArray<Person> Answerers(DecisionContext ask, Alert alert) => alert.Kind == AlertKind.Criterion
        ? ask.OperatorsAndContacts
        : [.. ask.OperatorsAndContacts.Concat(alert.Escalation.Rungs.Select(rung => ask.Access.Named(rung.Person)).OfType<Person>()).Distinct()];

    private static bool HasAnswered(Alert alert, DecisionContext ask) => alert.Answers.Any(answer => answer.By.IsSameHuman(ask.By));

    /// <summary>"Emergency contacts available": all of them have just said so.</summary>
    private static IEnumerable<RunEvent> Available(Run run) => run.Runbook.Items
        .Where(item => item is { IsStep: false, Role: null, Quorum: 1 } && run.StatusOf(item) == ItemStatus.Open && Gate.For(run, item).IsOpen && ContactsAvailable().IsMatch(item.Text))
        .Select(item => new RunEvent.ItemTicked(item.Key, "every contact answered the drill"));

    [GeneratedRegex(@"\bemergency contacts?\b.*\b(?:available|reachable)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ContactsAvailable();
}
