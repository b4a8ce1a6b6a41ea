using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Timelines;

/// <summary>When each phase and step was to be and really was. A plan stays where it was drawn, however late the run is.</summary>
internal static class TimelineRows
{
    public static ImmutableArray<TimelineRow> Of(RunView view, DateTimeOffset now)
    {
        var run = view.Run;
        var rows = ImmutableArray.CreateBuilder<TimelineRow>();
        var at = run.BeginsAt;
        foreach (var phase in run.Runbook.Phases)
        {
            var planned = view.Forecast.Of(run, phase);
            // Preparation ends where a scheduled run begins; every other phase begins where the one before it ends.
            var isAhead = run.Appointment is not null && phase == run.Preparation;
            var begins = isAhead && planned is not null ? at - planned.Length : at;
            rows.Add(OfPhase(view, phase, planned, begins, now, isAhead));
            rows.AddRange(phase.Items.SelectMany(item => OfStep(view, item, OfUnbegun(view, phase, item, planned is null ? null : begins), now)));
            if (planned is not null && !isAhead) at += planned.Length;
        }
        if (run.Rollback is { } rollback)
        {
            var planned = view.Forecast.Rollback;
            var real = new Span(rollback.StartedAt, rollback.EndedAt ?? now);
            rows.Add(Row(Panels.RollbackKey, "Rollback", isStep: false, From(rollback.StartedAt, planned), planned, real, now, rollback.EndedAt is null));
            rows.AddRange(run.Runbook.RollbackSteps.SelectMany(item => OfStep(view, item, null, now)));
        }
        return rows.ToImmutable();
    }

    private static TimelineRow OfPhase(RunView view, Phase phase, PlannedDuration? planned, DateTimeOffset begins, DateTimeOffset now, bool isAhead)
    {
        var goesOn = phase == view.ActivePhase && view.Run.Status == RunStatus.Running;
        Span? real = WorkedTime.On(view.Run, phase) is { } worked ? new Span(worked.From, goesOn ? now : worked.To) : null;
        return Row(phase.Key, $"{phase.Number} {phase.Title}", isStep: false, From(begins, planned), planned, real, now, goesOn && real is not null, mayBeLate: !isAhead);
    }

    /// <summary>A row for each attempt, with its plan beside it; one that has not begun stands where it is planned, if it is.</summary>
    private static IEnumerable<TimelineRow> OfStep(RunView view, Item item, Span? unbegun, DateTimeOffset now)
    {
        var planned = view.Forecast.Of(item);
        var attempts = view.Run[item].Attempts;
        if (attempts.IsEmpty && unbegun is not null) yield return Row($"{item.Key}/1", $"{item.Number} {item.Text}", isStep: true, unbegun, planned, null, now, goesOn: false);
        foreach (var attempt in attempts)
        {
            var key = $"{item.Key}/{attempt.Number}";
            var label = attempt.Number == 1 ? $"{item.Number} {item.Text}" : $"{item.Number} {item.Text}, attempt {attempt.Number}";
            yield return attempt.HasMoment
                ? Row(key, label, isStep: true, From(attempt.At, planned), planned, Real(attempt, now), now, attempt.Ending is null)
                : new(key, label, IsStep: true, null, planned, null, IsRunning: false, null, $"when it ran is not known");
        }
    }

    /// <summary>As long as every other sentence says that it took: from when its runner began it, not from when somebody asked for it.</summary>
    private static Span Real(Attempt attempt, DateTimeOffset now) => attempt.Ending is { } ending ? new(ending.EndedAt - ending.Duration, ending.EndedAt) : new(attempt.At, now);

    private static Span? OfUnbegun(RunView view, Phase phase, Item item, DateTimeOffset? begins) =>
        begins is { } from && !view.Run.IsSettled(item) && view.Forecast.Of(item) is { } planned && view.Forecast.Within(view.Run, phase, item) is { } within
            ? new Span(from + within.Length - planned.Length, from + within.Length)
            : null;

    private static Span? From(DateTimeOffset at, PlannedDuration? planned) => planned is null ? null : new Span(at, at + planned.Length);

    private static TimelineRow Row(string key, string label, bool isStep, Span? plan, PlannedDuration? planned, Span? real, DateTimeOffset now, bool goesOn, bool mayBeLate = true)
    {
        DateTimeOffset? expected = goesOn && planned is not null ? real!.Value.From + planned.Length : null;
        var late = mayBeLate && planned is not null && real is { } took ? ForecastWords.Late(took.Length - planned.Length, ", ") : Prose.Empty;
        Prose words = (real, expected) switch
        {
            (null, _) => $"not begun",
            ({ } span, { } end) when end > now => $"{span.Length} so far, expected {end}",
            ({ } span, _) when goesOn => $"{span.Length} so far, since {span.From}{late}",
            ({ } span, _) => $"{span.Length}, {span.From} to {span.To}{late}",
        };
        return new(key, label, isStep, plan, planned, real, goesOn, expected > now ? expected : null, words);
    }
}
