using System.Globalization;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Evidence;

/// <summary>Planned, rehearsed and real times, as a paper tells them: a line for each phase that was begun, one for all items, one for the way back.</summary>
internal static class TimeReport
{
    public static IEnumerable<string> Of(Run run, RunForecast forecast)
    {
        foreach (var phase in run.Runbook.Phases)
            if (WorkedTime.On(run, phase) is { } worked)
                yield return Line(string.Create(CultureInfo.InvariantCulture, $"Phase {phase.Number} {phase.Title}"), worked.To - worked.From, forecast.Of(run, phase), mayBeLate: run.Appointment is null || phase != run.Preparation);
        if (run is { AllItemsSettled: true, BegunAt: { } begun } && run.Runbook.Items.Any())
            yield return Line("All items", run.Runbook.Items.Max(item => run[item].SettledBy!.Value.At) - begun, forecast.Until(run, run.Runbook.Items));
        if (run.Rollback is { EndedAt: { } ended } rollback) yield return Line("Rollback", ended - rollback.StartedAt, forecast.Rollback);
    }

    /// <summary>"rehearsed 48 s, usually 1 min"; empty where nobody knew.</summary>
    public static string Planned(PlannedDuration? planned) => planned is null ? "" : ForecastWords.Of(planned).ToString();

    /// <param name="mayBeLate">What is prepared in the days before has no hour to be late for.</param>
    private static string Line(string part, TimeSpan took, PlannedDuration? planned, bool mayBeLate = true)
    {
        var late = planned is not null && mayBeLate ? ForecastWords.Late(took - planned.Length, ", ") : Prose.Empty;
        return $"{part}: took {Durations.Say(took)}, {ForecastWords.Of(planned)}{late}.";
    }
}
