using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>What one run that was before tells of the next.</summary>
/// <param name="IsRehearsal">Its commands ran, in an environment that is there for rehearsing.</param>
/// <param name="Steps">How long each step took, the last time it succeeded.</param>
/// <param name="Settled">How long after its beginning each item was settled.</param>
/// <param name="Rollback">How long it took to go back; null: it did not, or not to the end.</param>
internal sealed record PastRun(
    RunId Id, string Environment, bool IsRehearsal, ImmutableDictionary<ItemKey, TimeSpan> Steps, ImmutableDictionary<ItemKey, TimeSpan> Settled, TimeSpan? Rollback)
{
    /// <summary>Null when it tells nothing: what is only printed takes no time worth knowing, and what is scheduled has not been yet.</summary>
    public static PastRun? Read(IReadOnlyList<JournalEntry> journal)
    {
        if (journal is not [{ Event: RunEvent.Started started } first, ..] || started.Rehearsal == Rehearsal.Printed) return null;
        var begun = journal.LastOrDefault(entry => entry.Event is RunEvent.Begun)?.At;
        if (begun is null && journal.Any(entry => entry.Event is RunEvent.Scheduled)) return null;
        return new(first.RunId, started.Environment, started.Rehearsal == Rehearsal.Real, Lengths(journal), Moments(journal, begun ?? first.At), WayBack(journal));
    }

    private static ImmutableDictionary<ItemKey, TimeSpan> Lengths(IReadOnlyList<JournalEntry> journal)
    {
        var last = ImmutableDictionary.CreateBuilder<ItemKey, TimeSpan>();
        foreach (var entry in journal)
            if (entry.Event is RunEvent.StepEnded { Ending.Outcome: Outcome.Succeeded } ended) last[ended.Item] = ended.Ending.Duration;
        return last.ToImmutable();
    }

    private static ImmutableDictionary<ItemKey, TimeSpan> Moments(IReadOnlyList<JournalEntry> journal, DateTimeOffset begun)
    {
        var last = ImmutableDictionary.CreateBuilder<ItemKey, TimeSpan>();
        foreach (var entry in journal)
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
        return last.ToImmutable();
    }

    private static TimeSpan? WayBack(IReadOnlyList<JournalEntry> journal) =>
        journal.LastOrDefault(entry => entry.Event is RunEvent.RolledBack) is { } ended
        && journal.LastOrDefault(entry => entry.Event is RunEvent.RollbackStarted) is { } started
            ? ended.At - started.At
            : null;
}
