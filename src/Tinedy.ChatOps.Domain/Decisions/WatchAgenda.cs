using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>What a watcher has to do now.</summary>
public enum WatchPurpose
{
    /// <summary>Nothing, until an entry of the journal says otherwise.</summary>
    None,

    /// <summary>To measure how long it takes while everything is as it was.</summary>
    Baseline,

    /// <summary>To judge the criterion.</summary>
    Check,
}

/// <summary>Read off the fold, so that whoever asks twice, or late, finds the same.</summary>
public static class WatchAgenda
{
    /// <summary>A baseline that is older is taken anew when the step comes near: what was at noon is not what is at night.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static WatchPurpose Of(Run run, Item criterion, DateTimeOffset now)
    {
        if (run.Status != RunStatus.Running || criterion.Command is not { CanRun: true, Watch: { } plan }) return WatchPurpose.None;
        // Nothing is run in such a rehearsal, so there is nothing to look at either.
        if (run.Rehearsal == Rehearsal.Printed) return WatchPurpose.None;
        var watcher = run.WatcherOf(criterion);
        if (plan.StartOf(run.Runbook) is not { } start) return plan.Slower is not null && watcher.Baseline is null ? WatchPurpose.Baseline : WatchPurpose.Check;
        if (run.StatusOf(start) == ItemStatus.Done) return WatchPurpose.Check;
        // From its first start on, nothing is as it was before.
        if (plan.Slower is null || run[start].Attempts.Length > 0) return WatchPurpose.None;
        if (watcher.BaselineAt is not { } taken) return WatchPurpose.Baseline;
        return now - taken > Fresh && Gate.For(run, start).IsOpen ? WatchPurpose.Baseline : WatchPurpose.None;
    }

    /// <summary>Criteria that have got something to do by these entries.</summary>
    /// <param name="before">Null: the run has just been started.</param>
    public static ImmutableArray<ItemKey> Woken(Run? before, Run after, DateTimeOffset now) =>
    [
        .. after.Runbook.Criteria
            .Where(criterion => criterion.Command?.Watch is not null)
            .Where(criterion => Of(after, criterion, now) is not WatchPurpose.None and var errand && (before is null || Of(before, criterion, now) != errand))
            .Select(criterion => criterion.Key),
    ];
}
