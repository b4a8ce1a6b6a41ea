using System.Globalization;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Evidence;

/// <summary>Alerts as they are written into the paper: on the line of their criterion, and each in a sentence at the end.</summary>
internal static class AlertReport
{
    /// <summary>Null for a criterion that nobody and nothing raised.</summary>
    public static ItemMark? OfCriterion(Run run, Item criterion)
    {
        var alerts = run.Alerts.Where(alert => alert.Kind == AlertKind.Criterion && alert.About == criterion.Key).ToList();
        if (alerts.Count == 0) return null;
        var state = alerts.All(alert => alert.Closed is { How: AlertEnd.FalseAlarm }) ? ChecklistState.FalseAlarm : ChecklistState.Raised;
        return new(state, RunReport.Join(alerts.Select(alert => RunReport.Join([$"{RunReport.Moment(alert.At)} by {Raiser(alert)}: {alert.Symptom}", Ended(alert)]))));
    }

    public static string OfAlert(Alert alert)
    {
        var reached = alert.Pages.Count(page => page.IsDelivered);
        var answered = alert.Answers.FirstOrDefault() is { } answer ? $"answered {RunReport.Moment(answer.At)} by @{answer.By.Name}" : "answered by nobody";
        return string.Create(CultureInfo.InvariantCulture,
            $"Alert {alert.Number} ({StateWords.Of(alert.Kind)}) {RunReport.Moment(alert.At)} by {Raiser(alert)}: {alert.Symptom}. {reached} of {alert.Pages.Length} pages delivered, {answered}. {StateWords.Sentence(Ended(alert))}");
    }

    private static string Raiser(Alert alert) => alert.By.Via is null ? "the bot" : "@" + alert.By.Name;

    private static string Ended(Alert alert) => alert.Closed switch
    {
        null => "still open",
        { How: AlertEnd.FalseAlarm } closed => $"ended as a false alarm {RunReport.Moment(closed.At)} by @{closed.By.Name}: {closed.Reason}",
        { } closed => $"{StateWords.Of(closed.How)} {RunReport.Moment(closed.At)}{(closed.Reason is { } why ? $": {why}" : "")}",
    };
}
