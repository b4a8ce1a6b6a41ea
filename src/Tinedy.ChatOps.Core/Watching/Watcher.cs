using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Watching;

/// <summary>What the journal has of the watcher of one criterion.</summary>
/// <param name="State">What people were told last; null: nothing yet.</param>
/// <param name="Sentence">Why, as the rest of a sentence.</param>
/// <param name="At">Since when it is so.</param>
public sealed record Watcher(WatchState? State, string Sentence, DateTimeOffset At)
{
    public static Watcher Unheard { get; } = new(null, "", default);

    /// <summary>How long the block took before the migration; null: not measured.</summary>
    public MedianInterval? Baseline { get; init; }

    public DateTimeOffset? BaselineAt { get; init; }
}

/// <summary>What each event does to the watchers of a run.</summary>
internal static class WatchFold
{
    public static Run Apply(Run run, JournalEntry entry) => entry.Event switch
    {
        RunEvent.BaselineTaken e => Change(run, e.Criterion, watcher => watcher with { Baseline = new(e.Samples, e.Median, e.Low, e.High), BaselineAt = e.TakenAt }),
        RunEvent.WatcherChanged e => Change(run, e.Criterion, watcher => watcher with { State = e.Result, Sentence = e.Sentence, At = entry.At }),
        _ => run,
    };

    private static Run Change(Run run, ItemKey criterion, Func<Watcher, Watcher> change) =>
        run with { Watchers = run.Watchers.SetItem(criterion, change(run.Watchers.GetValueOrDefault(criterion, Watcher.Unheard))) };
}
