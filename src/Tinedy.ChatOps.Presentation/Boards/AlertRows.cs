using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>Alerts on the board and in the thread: what, how bad, since when, who was called and who answered.</summary>
public static class AlertRows
{
    public static IEnumerable<Row> Of(RunView view) => view.Run.IsOver
        ? []
        : view.Run.Alerts.Where(alert => alert.IsOpen && alert.Kind != AlertKind.Decision).Select(alert => Row(view, alert));

    /// <summary>"queries take 2.4 times as long since 22:38. Steps are held. Nobody has answered. Paged: @dba 22:41, next @devops 22:46."</summary>
    public static Prose Now(RunView view, Alert alert) => $"{alert.Symptom} since {alert.Since}. Steps are held. {Standing(view, alert)}";

    /// <summary>One reply, edited while people are called.</summary>
    public static Prose Log(RunView view, Alert alert) => Prose.Join("\n",
    [
        alert.Kind == AlertKind.Drill ? (Prose)$"Drill {alert.Number} · {alert.By} {alert.At}" : $"Page {alert.Number} · {What(view, alert)}",
        .. alert.Pages.Select(page => Line(view, page)),
        .. alert.Answers.Select(answer => (Prose)$"{answer.At} {answer.By}: I'm on it, {answer.At - alert.At} after the alert"),
        .. alert is { IsCalling: true, Unreached: { } unreached }
            ? [(Prose)$"Nobody could be reached. Round {alert.Round + 1} starts {unreached + alert.Escalation.BetweenRounds}."]
            : ImmutableArray<Prose>.Empty,
        .. alert.Closed is { } closed ? [End(alert, closed)] : ImmutableArray<Prose>.Empty,
    ]);

    /// <summary>"Alert on prod, run 17: queries take 2.4 times as long since 22:38. @dba is paged."</summary>
    public static Prose? Notice(RunView view, Alert alert)
    {
        var run = view.Run;
        var unreached = alert is { IsCalling: true, Unreached: not null };
        if (alert.Kind != AlertKind.Criterion && !unreached) return null;
        var what = alert.Kind == AlertKind.Criterion
            ? (Prose)$"Alert on {run.Environment}, run {run.Id}: {alert.Symptom} since {alert.Since}."
            : $"Nobody answers on {run.Environment}, run {run.Id}: {What(view, alert)}.";
        return alert switch
        {
            { Closed: { } closed } => $"{what} {End(alert, closed)}",
            { Answer: { } answer } => $"{what} {answer.By} has been on it since {answer.At}.",
            _ when unreached => $"{what} Nobody could be reached. Whoever reads this: {PersonNames.List(view.Operators)} can answer on the board.",
            { Pages: [.., var last] } => $"{what} {view.Access.Naming(last.Rung.Person)} is paged.",
            _ => what,
        };
    }

    /// <summary>What it was about and how it ended, for whoever looks back or signs.</summary>
    public static Prose Whole(Run run, Alert alert) => alert.Closed is { } closed ? (Prose)$"{What(run, alert)}. {End(alert, closed)}" : $"{What(run, alert)}. It is still open";

    /// <summary>What the alert is about, in one line.</summary>
    public static Prose What(RunView view, Alert alert) => What(view.Run, alert);

    private static Prose What(Run run, Alert alert) => alert.Kind switch
    {
        AlertKind.Criterion when run.Runbook.Criteria.FirstOrDefault(item => item.Key == alert.About) is { } criterion => $"alert {alert.Number}, {criterion.Text}: {alert.Symptom}",
        AlertKind.Drill => $"a drill",
        AlertKind.Call => $"{alert.By}: \"{alert.Symptom}\"",
        _ => $"{alert.Symptom}",
    };

    private static Row Row(RunView view, Alert alert)
    {
        var run = view.Run;
        var criterion = run.Runbook.Criteria.FirstOrDefault(item => item.Key == alert.About);
        Prose head = alert.Kind switch
        {
            AlertKind.Criterion => (Prose)$"Alert {alert.Number} · {criterion?.Text} · raised {alert.At} {(alert.By.Via is null ? (Prose)$"by its watcher" : $"by {alert.By}")}",
            AlertKind.Drill => (Prose)$"Drill {alert.Number} · {alert.Answers.Length} of {People(alert).Count} have answered · nothing is wrong",
            _ => $"Page {alert.Number} · {alert.By} {alert.At}: \"{alert.Symptom}\"",
        };
        return new($"alert/{alert.Number}", alert.Kind == AlertKind.Drill ? Mark.Running : Mark.Failed, head, [.. Details(view, alert)], [],
            alert.Kind == AlertKind.Criterion ? Deciding(run, alert) : [Buttons.Acknowledge(run, alert)]);
    }

    /// <summary>Of several alerts the one that the board speaks of has the way back.</summary>
    private static ImmutableArray<Button> Deciding(Run run, Alert alert) => alert == run.OpenAlert && Buttons.WayBack(run) is { } back
        ? [back, Buttons.FalseAlarm(run, alert)]
        : [Buttons.FalseAlarm(run, alert)];

    private static IEnumerable<Prose> Details(RunView view, Alert alert)
    {
        if (alert.Measured is { } measured) yield return $"{measured}";
        if (alert.Kind != AlertKind.Criterion)
        {
            yield return alert.Kind == AlertKind.Drill
                ? $"Waiting for {Prose.List([.. People(alert).Except(alert.Answers.Select(answer => answer.By.Name)).Select(name => view.Access.Naming(name))])}."
                : Standing(view, alert);
            yield break;
        }
        yield return $"{PersonNames.List(view.OperatorsAndContacts)} can decide: roll back, or say that it is a false alarm.";
        if (PlanRows.Rollback(view) is { IsEmpty: false } rollback) yield return rollback;
    }

    private static Prose Standing(RunView view, Alert alert)
    {
        if (alert.Answer is { } answer) return $"{answer.By} has been on it since {answer.At}.";
        if (alert.Unreached is { } unreached) return $"Nobody could be reached. Round {alert.Round + 1} starts {unreached + alert.Escalation.BetweenRounds}.";
        if (alert.Pages is not [.., var last]) return $"Nobody has answered.";
        var next = alert.Next is { } turn && turn.Rung.Person != last.Rung.Person ? (Prose)$", next {view.Access.Naming(turn.Rung.Person)} {turn.At}" : Prose.Empty;
        return $"Nobody has answered. Paged: {view.Access.Naming(last.Rung.Person)} {last.At}{next}.";
    }

    private static Prose Line(RunView view, Page page)
    {
        Prose head = $"{page.At} {view.Access.Naming(page.Rung.Person)} · {page.Rung.Means}";
        return page.Tries.LastOrDefault() switch
        {
            null => $"{head} · being sent",
            { Result: DeliveryResult.Accepted } => $"{head} · delivered",
            { Result: DeliveryResult.Failed } failed => $"{head} · not delivered, tried again: {failed.Proof}",
            { } refused => $"{head} · not delivered: {refused.Proof}",
        };
    }

    private static Prose End(Alert alert, Closing closed) => closed.How switch
    {
        AlertEnd.FalseAlarm => $"{closed.By} said at {closed.At} that it was a false alarm: \"{closed.Reason}\"",
        AlertEnd.RolledBack => $"{closed.By} started the rollback at {closed.At}.",
        AlertEnd.Answered => $"Paging stopped.",
        AlertEnd.Decided => $"{closed.By} has taken it at {closed.At}.",
        AlertEnd.RunnerCame => $"A runner took the step at {closed.At}.",
        AlertEnd.Cancelled => $"{closed.By} stopped the calls at {closed.At}.",
        AlertEnd.DrillOver => $"The drill is over: {alert.Answers.Length} of {People(alert).Count} answered.",
        _ => $"The run ended at {closed.At}.",
    };

    private static IReadOnlyList<string> People(Alert alert) => [.. alert.Escalation.Rungs.Select(rung => rung.Person).Distinct()];
}
