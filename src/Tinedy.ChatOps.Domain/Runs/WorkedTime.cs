using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>When people and steps really were at a part of a run.</summary>
public static class WorkedTime
{
    /// <summary>From the first thing that happened to an item of the phase to the last; null before anything has.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? On(Run run, Phase phase)
    {
        var moments = phase.Items.SelectMany(item => Moments(run[item])).ToList();
        return moments.Count == 0 ? null : (moments.Min(), moments.Max());
    }

    private static IEnumerable<DateTimeOffset> Moments(ItemState state) =>
        state.Ticks.Select(tick => tick.At)
            .Concat(state.Skipped is { } skipped ? [skipped.At] : [])
            .Concat(state.Attempts.Where(attempt => attempt.HasMoment).SelectMany(attempt => attempt.Ending is { } ending ? [attempt.At, ending.EndedAt] : new[] { attempt.At }));
}
