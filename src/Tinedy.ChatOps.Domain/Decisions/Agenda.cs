using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// What the passing of time alone brings about in a run: the next call, a reminder, an answer that lapses. Read off the fold, so that a
/// clock which asks twice, late, or after an outage finds each of them once and never a heap.
/// </summary>
public static class Agenda
{
    /// <summary>More than the clocks of two replicas ever differ by: whatever began later than this from now began before a clock was put back.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>When the next of them is due; null when nothing is.</summary>
    /// <param name="now">Null: no clock has been put back.</param>
    public static DateTimeOffset? NextAt(Run run, AccessDirectory access, DateTimeOffset? now = null) =>
        Of(run, access, now ?? DateTimeOffset.MaxValue).Select(timed => (DateTimeOffset?)timed.At).Min();

    /// <summary>What is due by now, the longest due first.</summary>
    /// <param name="heldBy">The run that holds the environment which a scheduled one needs; null: none is known.</param>
    public static ImmutableArray<RunEvent> Due(Run run, AccessDirectory access, DateTimeOffset now, RunId? heldBy = null) =>
        [.. CalendarAgenda.Judge([.. Of(run, access, now).Where(timed => timed.At <= now).OrderBy(timed => timed.At).Select(timed => timed.Event)], run, access, now, heldBy)];

    /// <summary>Whom a failed step will call, and when, unless somebody takes it; null when nobody will be called.</summary>
    public static (DateTimeOffset At, Rung Rung)? NextCallAbout(Run run, AccessDirectory access, Item item) => Untaken(run, access)
        .Select(timed => timed.Event is RunEvent.AlertRaised { Escalation.Rungs: [var first, ..] } && run.Undecided.FirstOrDefault() == item ? (timed.At, first) : ((DateTimeOffset, Rung)?)null)
        .FirstOrDefault();

    private static IEnumerable<(DateTimeOffset At, RunEvent Event)> Of(Run run, AccessDirectory access, DateTimeOffset now) =>
        !run.GoesOn ? [] : [.. run.Alerts.Where(alert => alert.IsOpen).Select(alert => Unstopped(alert, OfAlert(run, alert), now)), .. Untaken(run, access), .. Unclaimed(run, access), .. Reminders(run, access), .. CalendarAgenda.Of(run, access)];

    /// <summary>
    /// A clock that was put back must not silence a call: a wait that seems to begin in the future has lasted long enough. That calls somebody
    /// too early once, and everything behind it counts from the clock as it is now.
    /// </summary>
    private static (DateTimeOffset, RunEvent) Unstopped(Alert alert, (DateTimeOffset, RunEvent Event) timed, DateTimeOffset now) =>
        alert.IsCalling && alert.WaitsSince - Skew > now ? (now, timed.Event) : timed;

    /// <summary>One thing an alert: who comes next depends on what was done before.</summary>
    private static (DateTimeOffset, RunEvent) OfAlert(Run run, Alert alert)
    {
        if (alert.Answer is { } answer) return (Later(answer.At, run.MovedAt) + alert.Escalation.AnswerLasts, new RunEvent.AnswerLapsed(alert.Number));
        if (alert.Next is { } next) return (next.At, new RunEvent.Paged(alert.Number, alert.Round, next.Rung));
        if (alert.Kind == AlertKind.Drill) return (alert.TurnAt, new RunEvent.AlertClosed(alert.Number, AlertEnd.DrillOver, null));
        if (alert.Unreached is not { } unreached) return (alert.TurnAt, new RunEvent.NobodyReached(alert.Number, alert.Round));
        var again = unreached + alert.Escalation.BetweenRounds;
        return alert.RungsOf(alert.Round + 1) is [var first, ..]
            ? (again, new RunEvent.Paged(alert.Number, alert.Round + 1, first))
            : (again, new RunEvent.NobodyReached(alert.Number, alert.Round));
    }

    /// <summary>A failed step that nobody takes: every run has somebody who owns its next action.</summary>
    private static IEnumerable<(DateTimeOffset At, RunEvent Event)> Untaken(Run run, AccessDirectory access)
    {
        if (run.IsOver || run.OpenAlert is not null || run.Undecided.FirstOrDefault() is not { } item || run[item] is not { DecidedBy: null, LastAttempt: { Ending: { } ending } attempt } state) yield break;
        var (kind, about) = Meaning(run, item);
        if (run.Alerts.Any(alert => alert.Kind == kind && alert.About == about && alert.At >= ending.EndedAt)) yield break;
        var since = state.Judgements.Length > 0 ? Later(ending.EndedAt, state.Judgements[^1].At) : ending.EndedAt;
        yield return (since + access.Paging.DecisionWaits, new RunEvent.AlertRaised(
            run.Alerts.Length + 1, kind, about, Symptom(item, attempt, run.StatusOf(item)), EscalationPlanner.For(run, access))
        { Since = ending.EndedAt });
    }

    /// <summary>When somebody is called about a step that no runner takes; null when nobody will be, or has been.</summary>
    public static (DateTimeOffset At, Rung Rung)? NextCallForRunner(Run run, AccessDirectory access) => Unclaimed(run, access)
        .Select(timed => timed.Event is RunEvent.AlertRaised { Escalation.Rungs: [var first, ..] } ? (timed.At, first) : ((DateTimeOffset, Rung)?)null)
        .FirstOrDefault();

    /// <summary>A step that no runner takes waits for ever, and nothing else would say so.</summary>
    private static IEnumerable<(DateTimeOffset At, RunEvent Event)> Unclaimed(Run run, AccessDirectory access)
    {
        if (run.IsOver || run.OpenAlert is not null || run.Undecided.Any() || run.RunningSteps.FirstOrDefault(run.WaitsForRunner) is not { } item) yield break;
        var attempt = run[item].LastAttempt!;
        if (run.Alerts.Any(alert => alert.Kind == AlertKind.Decision && alert.About == item.Key && alert.At >= attempt.At)) yield break;
        var whose = access.Environment(run.Environment)?.Runner is { } label ? $"runner {label}" : "runner";
        yield return (attempt.At + access.Paging.DecisionWaits, new RunEvent.AlertRaised(
            run.Alerts.Length + 1, AlertKind.Decision, item.Key, $"{item.Number} {item.Text} was started, and no {whose} has taken it", EscalationPlanner.For(run, access))
        { Since = attempt.At });
    }

    /// <summary>
    /// A migration that failed and that nobody takes meets the criterion that says so: then people are not only to decide on a step, they are to
    /// choose between going back and saying why not. Whoever takes it in time has that choice without an alert.
    /// </summary>
    private static (AlertKind, ItemKey) Meaning(Run run, Item item) =>
        run.Status == RunStatus.Running && item.Command?.Proof == Proof.Prisma && run.StatusOf(item) == ItemStatus.Failed
        && run.Runbook.Criteria.FirstOrDefault(criterion => criterion.WatchesMigration) is { } criterion
            ? (AlertKind.Criterion, criterion.Key)
            : (AlertKind.Decision, item.Key);

    private static string Symptom(Item item, Attempt attempt, ItemStatus status) => status == ItemStatus.Unknown
        ? $"nobody knows how {item.Number} {item.Text} ended, and nobody has taken it"
        : $"{item.Number} {item.Text} {Endings.Say(attempt)}, and nobody has taken it";

    /// <summary>The holders of a role whose turn has come, after a while and then each hour.</summary>
    private static IEnumerable<(DateTimeOffset, RunEvent)> Reminders(Run run, AccessDirectory access)
    {
        if (run.OpenAlert is not null) yield break;
        foreach (var line in run.Runbook.SignOffs)
        {
            if (SignOffOrder.WantedSince(run, line) is not { } wanted || access.HoldersOf(run.Runbook, line.Role).IsEmpty) continue;
            var asked = run.NotSigned.GetValueOrDefault(line.Role) is { Void: false } declined ? Later(wanted, declined.At) : wanted;
            var at = run.Reminders.GetValueOrDefault(line.Role) is { Times: > 0 } last && last.At > asked ? last.At + access.Paging.RemindAgain : asked + access.Paging.Remind;
            yield return (at, new RunEvent.Reminded(line.Role));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
