using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Runbooks;

namespace Tinedy.ChatOps.Core.Runs;

/// <summary>How long a step has taken in earlier runs, where it succeeded.</summary>
/// <param name="Runs">In how many; at least 1.</param>
public sealed record Usual(TimeSpan Median, TimeSpan Least, TimeSpan Most, int Runs);

/// <summary>
/// What earlier runs of the same runbook in the same environment tell of this one: how long its steps take, and how long after the start an
/// item is settled. It stands beside the fold and never in it: a run's state does not depend on other runs.
/// </summary>
public sealed class Plan
{
    private readonly ImmutableDictionary<ItemKey, Usual> steps;
    private readonly ImmutableDictionary<ItemKey, TimeSpan> settled;

    private Plan(ImmutableDictionary<ItemKey, Usual> steps, ImmutableDictionary<ItemKey, TimeSpan> settled) => (this.steps, this.settled) = (steps, settled);

    /// <summary>There was no earlier run.</summary>
    public static Plan None { get; } = new(ImmutableDictionary<ItemKey, Usual>.Empty, ImmutableDictionary<ItemKey, TimeSpan>.Empty);

    /// <param name="earlier">The journals of earlier runs, each in order. One that was scheduled and has not begun tells nothing.</param>
    public static Plan From(IReadOnlyCollection<IReadOnlyList<JournalEntry>> earlier)
    {
        // What was only printed took no time worth knowing.
        earlier = [.. earlier.Where(run => run is not [{ Event: RunEvent.Started { Rehearsal: Rehearsal.Printed } }, ..])];
        earlier = [.. earlier.Where(run => !run.Any(entry => entry.Event is RunEvent.Scheduled) || run.Any(entry => entry.Event is RunEvent.Begun))];
        var lengths = earlier.SelectMany(Lengths).ToLookup(one => one.Key, one => one.Value);
        var moments = earlier.SelectMany(Moments).ToLookup(one => one.Key, one => one.Value);
        return new(lengths.ToImmutableDictionary(step => step.Key, UsualOf), moments.ToImmutableDictionary(item => item.Key, Median));
    }

    /// <summary>Null: there is no earlier run in which it succeeded.</summary>
    public Usual? Of(Item step) => steps.TryGetValue(step.Key, out var usual) ? usual : null;

    /// <summary>How long after the start the last of these was settled; null when earlier runs do not know each of them.</summary>
    public TimeSpan? Until(IEnumerable<Item> items)
    {
        var latest = (TimeSpan?)null;
        foreach (var item in items)
        {
            if (!settled.TryGetValue(item.Key, out var at)) return null;
            if (latest is null || at > latest) latest = at;
        }
        return latest;
    }

    private static Dictionary<ItemKey, TimeSpan> Lengths(IReadOnlyList<JournalEntry> run)
    {
        var last = new Dictionary<ItemKey, TimeSpan>();
        foreach (var entry in run)
            if (entry.Event is RunEvent.StepEnded { Ending.Outcome: Outcome.Succeeded } ended) last[ended.Item] = ended.Ending.Duration;
        return last;
    }

    private static Dictionary<ItemKey, TimeSpan> Moments(IReadOnlyList<JournalEntry> run)
    {
        var last = new Dictionary<ItemKey, TimeSpan>();
        var begun = run.LastOrDefault(entry => entry.Event is RunEvent.Begun)?.At ?? run[0].At;
        foreach (var entry in run)
        {
            ItemKey? settles = entry.Event switch
            {
                RunEvent.ItemTicked ticked => ticked.Item,
                RunEvent.ItemSkipped skipped => skipped.Item,
                RunEvent.StepEnded { Ending.Outcome: Outcome.Succeeded } ended => ended.Item,
                _ => null,
            };
            // What was prepared days before takes nothing of the night.
            if (settles is { } item) last[item] = entry.At > begun ? entry.At - begun : TimeSpan.Zero;
        }
        return last;
    }

    private static Usual UsualOf(IEnumerable<TimeSpan> lengths)
    {
        var all = lengths.Order().ToList();
        return new(Median(all), all[0], all[^1], all.Count);
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> lengths)
    {
        var all = lengths.Order().ToList();
        return (all[(all.Count - 1) / 2] + all[all.Count / 2]) / 2;
    }
}
