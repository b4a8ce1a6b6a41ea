using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>How long a step has taken in earlier runs, where it succeeded.</summary>
/// <param name="Runs">In how many; at least 1.</param>
public sealed record UsualDuration(TimeSpan Median, TimeSpan Least, TimeSpan Most, int Runs);

/// <summary>
/// What was before tells of this run: how long its steps, its phases and its rollback take. The latest rehearsal that knows a part comes
/// first, then the earlier runs in the same environment. It stands beside the fold and never in it: a run's state does not depend on
/// other runs.
/// </summary>
public sealed class RunForecast
{
    /// <summary>The latest first.</summary>
    private readonly ImmutableArray<PastRun> rehearsals;
    private readonly ImmutableArray<PastRun> runs;
    private readonly ImmutableDictionary<ItemKey, TimeSpan> usuallySettled;

    private RunForecast(IEnumerable<PastRun> rehearsals, IEnumerable<PastRun> runs)
    {
        (this.rehearsals, this.runs) = ([.. rehearsals], [.. runs]);
        usuallySettled = this.runs.SelectMany(run => run.Settled).ToLookup(one => one.Key, one => one.Value).ToImmutableDictionary(item => item.Key, Median);
    }

    /// <summary>There was nothing before.</summary>
    public static RunForecast None { get; } = new([], []);

    /// <param name="environment">Whose runs are earlier runs. A rehearsal is one wherever it was.</param>
    /// <param name="earlier">The journals of runs of the same runbook, each in order.</param>
    public static RunForecast From(string environment, IEnumerable<IReadOnlyList<JournalEntry>> earlier)
    {
        var past = earlier.Select(PastRun.Read).OfType<PastRun>().ToLookup(run => run.IsRehearsal);
        return new(past[true].OrderByDescending(run => run.Id.Number), past[false].Where(run => run.Environment == environment));
    }

    /// <summary>How long a step takes; null: it never succeeded before.</summary>
    public PlannedDuration? Of(Item step) => PlannedDuration.Of(Rehearsed(past => past.Steps.TryGetValue(step.Key, out var took) ? took : null), Usually(step)?.Median);

    /// <summary>How long a step took in earlier runs, rehearsals aside; null: there is none in which it succeeded.</summary>
    public UsualDuration? Usually(Item step)
    {
        var all = runs.Where(run => run.Steps.ContainsKey(step.Key)).Select(run => run.Steps[step.Key]).Order().ToList();
        return all.Count == 0 ? null : new(Median(all), all[0], all[^1], all.Count);
    }

    /// <summary>How long a phase takes, from the end of the one before it. One that took no time was prepared beforehand: that is no plan.</summary>
    public PlannedDuration? Of(Run run, Phase phase) => Between(Before(run, phase), phase.Items) is { } planned && planned.Length > TimeSpan.Zero ? planned : null;

    /// <summary>How long after the beginning of its phase an item is settled.</summary>
    public PlannedDuration? Within(Run run, Phase phase, Item item) => Between(Before(run, phase), [item]);

    /// <summary>How long after the run's beginning the last of these is settled. What is prepared before a scheduled moment takes nothing of it.</summary>
    public PlannedDuration? Until(Run run, IEnumerable<Item> items) => Between(run.Appointment is null ? [] : run.Preparation?.Items ?? [], items);

    /// <summary>How long it takes to go back; null: nobody has gone back before.</summary>
    public PlannedDuration? Rollback
    {
        get
        {
            var usually = runs.Select(run => run.Rollback).OfType<TimeSpan>().ToList();
            return PlannedDuration.Of(Rehearsed(past => past.Rollback), usually.Count == 0 ? null : Median(usually));
        }
    }

    private static IEnumerable<Item> Before(Run run, Phase phase) => run.Runbook.Phases.TakeWhile(earlier => earlier != phase).SelectMany(earlier => earlier.Items);

    private PlannedDuration? Between(IEnumerable<Item> before, IEnumerable<Item> items)
    {
        var (from, to) = (before.ToList(), items.ToList());
        return PlannedDuration.Of(Rehearsed(past => Between(past.Settled, from, to)), Between(usuallySettled, from, to));
    }

    /// <summary>From when all before was settled to when these were as well; null where it is not known of each of them.</summary>
    private static TimeSpan? Between(ImmutableDictionary<ItemKey, TimeSpan> settled, List<Item> before, List<Item> items) =>
        items.Count > 0 && before.Concat(items).All(item => settled.ContainsKey(item.Key))
            ? before.Concat(items).Max(item => settled[item.Key]) - before.Select(item => settled[item.Key]).Append(TimeSpan.Zero).Max()
            : null;

    /// <summary>Of the latest rehearsal that knows it.</summary>
    private TimeSpan? Rehearsed(Func<PastRun, TimeSpan?> of) => rehearsals.Select(of).FirstOrDefault(known => known is not null);

    private static TimeSpan Median(IEnumerable<TimeSpan> lengths)
    {
        var all = lengths.Order().ToList();
        return (all[(all.Count - 1) / 2] + all[all.Count / 2]) / 2;
    }
}
