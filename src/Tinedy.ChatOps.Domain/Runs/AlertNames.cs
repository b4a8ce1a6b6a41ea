using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>By which names the alerts of a run go: the number, what somebody saw, and the criterion or step it is about.</summary>
public static class AlertNames
{
    /// <summary>An open one; where no open one has the name, one that is over.</summary>
    public static NameMatch<Alert> Find(Run run, string typed)
    {
        var open = LabelMatcher.Beginning(typed, run.Alerts.Where(alert => alert.IsOpen), alert => Of(run, alert));
        return open is NameMatch<Alert>.None && LabelMatcher.Whole(typed, run.Alerts, alert => Of(run, alert)) is NameMatch<Alert>.One over ? over : open;
    }

    /// <summary>What stands before a colon, where it names an alert or what one could be about; and what follows it. Null: all of it is text.</summary>
    public static (string Named, string Text)? BeforeAColon(Run run, string typed)
    {
        var things = run.Alerts.Select(alert => Of(run, alert)).Concat(run.Runbook.Criteria.Select(item => RunbookNames.OfCriterion(run.Runbook, item)));
        return LabelMatcher.Labelled(typed, things, names => names) is not NameMatch<ImmutableArray<string>>.None and { Behind.Length: > 0 } match ? (match.Typed, match.Behind) : null;
    }

    /// <summary>"2, Performance degradation > 50%: orders time out".</summary>
    public static Prose Title(Run run, Alert alert) => About(run, alert) is { } item
        ? (Prose)$"{alert.Number}, {item.Text}: {alert.Symptom}"
        : $"{alert.Number}, {alert.Symptom}";

    private static ImmutableArray<string> Of(Run run, Alert alert)
    {
        var number = alert.Number.ToString(CultureInfo.InvariantCulture);
        return [number, "#" + number, "alert " + number, alert.Symptom, .. About(run, alert) is { } item ? (string[])[item.Number, item.Key.Value, item.Text] : []];
    }

    private static Item? About(Run run, Alert alert) =>
        alert.About is { } key ? run.Runbook.Criteria.FirstOrDefault(item => item.Key == key) ?? run.Runbook.Find(key) : null;
}
