using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Boards;

/// <summary>When each phase and step really happened, for the picture of a run.</summary>
internal static class TimelineWriter
{
    /// <summary>A picture narrower than this would be all edge.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static Timeline Draw(View view, IReadOnlyList<JournalEntry> journal)
    {
        var run = view.Run;
        var now = run.EndedAt ?? view.Now;
        var rows = run.Runbook.Phases.SelectMany(phase => OfPhase(view, phase, now)).ToImmutableArray();
        if (run.Rollback is { } rollback)
            rows = rows.Add(Row(Panels.RollbackKey, "Rollback", isStep: false, null, new Span(rollback.StartedAt, rollback.EndedAt ?? now), now, rollback.EndedAt is null));
        var ends = rows.SelectMany(row => new[] { row.Plan?.To, row.ExpectedEnd }).OfType<DateTimeOffset>();
        return new(run.StartedAt, ends.Append(now).Append(run.StartedAt + Shortest).Max(), now, rows, [.. journal.Select(entry => OfEntry(run, entry)).OfType<Flag>()]);
    }

    private static IEnumerable<TimelineRow> OfPhase(View view, Phase phase, DateTimeOffset now)
    {
        var run = view.Run;
        var moments = phase.Items.SelectMany(item => Moments(run[item])).ToList();
        var goesOn = phase == view.ActivePhase && run.Status == RunStatus.Running;
        Span? real = moments.Count == 0 ? null : new Span(moments.Min(), goesOn ? now : moments.Max());
        yield return Row(phase.Key, $"{phase.Number} {phase.Title}", isStep: false, PlanOf(view, phase), real, now, goesOn && real is not null);
        foreach (var item in phase.Items)
            foreach (var attempt in run[item].Attempts)
                yield return Row($"{item.Key}/{attempt.Number}", attempt.Number == 1 ? $"{item.Number} {item.Text}" : $"{item.Number} {item.Text}, attempt {attempt.Number}",
                    isStep: true, view.Plan.Of(item) is { } usual ? new Span(attempt.At, attempt.At + usual.Median) : null,
                    new Span(attempt.At, attempt.Ending?.EndedAt ?? now), now, attempt.Ending is null);
    }

    /// <summary>From the end of the phase before it to its own, as earlier runs had them; null where they do not know it all.</summary>
    private static Span? PlanOf(View view, Phase phase)
    {
        var before = view.Run.Runbook.Phases.TakeWhile(earlier => earlier != phase).SelectMany(earlier => earlier.Items).ToList();
        var from = before.Count == 0 ? TimeSpan.Zero : view.Plan.Until(before);
        return from is { } begins && view.Plan.Until(before.Concat(phase.Items)) is { } ends
            ? new Span(view.Run.BeginsAt + begins, view.Run.BeginsAt + ends)
            : null;
    }

    private static IEnumerable<DateTimeOffset> Moments(ItemState state) =>
        state.Ticks.Select(tick => tick.At)
            .Concat(state.Skipped is { } skipped ? [skipped.At] : [])
            .Concat(state.Attempts.SelectMany(attempt => attempt.Ending is { } ending ? [attempt.At, ending.EndedAt] : new[] { attempt.At }));

    private static TimelineRow Row(string key, string label, bool isStep, Span? plan, Span? real, DateTimeOffset now, bool goesOn)
    {
        DateTimeOffset? expected = goesOn && plan is { } planned ? real!.Value.From + planned.Length : null;
        var late = plan is { } usual && real is { } took ? PlanWords.Late(took.Length - usual.Length, ", ") : Prose.Empty;
        Prose words = (real, expected) switch
        {
            (null, _) => plan is { } known ? (Prose)$"not begun, plan {known.Length}" : $"not begun, no plan",
            ({ } span, { } end) when end > now => $"{span.Length} so far, expected {end}",
            ({ } span, _) when goesOn => $"{span.Length} so far, since {span.From}{late}",
            ({ } span, _) => $"{span.Length}, {span.From} to {span.To}{late}",
        };
        return new(key, label, isStep, plan, real, goesOn, expected > now ? expected : null, words);
    }

    private static Flag? OfEntry(Run run, JournalEntry entry) => entry.Event switch
    {
        RunEvent.StepEnded { Ending.Outcome: Outcome.Failed or Outcome.TimedOut } e => new(entry.At, Mark.Failed, $"{run.Runbook.Find(e.Item)!.Number} failed"),
        RunEvent.StepEnded { Ending.Outcome: Outcome.Unknown } e => new(entry.At, Mark.Unknown, $"{run.Runbook.Find(e.Item)!.Number} unknown"),
        RunEvent.SignedOff e => new(entry.At, Mark.Done, $"{e.Role} signed"),
        RunEvent.SignOffVoided e => new(entry.At, Mark.Gap, $"{e.Role} void"),
        RunEvent.RollbackStarted => new(entry.At, Mark.Failed, $"rollback"),
        RunEvent.Begun => new(entry.At, Mark.Running, $"begun"),
        RunEvent.StartMissed => new(entry.At, Mark.Gap, $"not started"),
        RunEvent.TimeWarned e => new(entry.At, Mark.Gap, CalendarRows.Flag(e.What)),
        _ => null,
    };
}
