using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Domain.Runs;

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
