using System.Collections.Concurrent;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>
/// The folds that are kept: of every run in which something can still happen or whose journal is another one, and of those that were asked
/// for last. Of the others a <see cref="RunMark"/> stays.
/// </summary>
/// <param name="mostEnded">How many runs that are over keep their fold.</param>
internal sealed class FoldedRuns(int mostEnded)
{
    private readonly ConcurrentDictionary<RunId, CachedRun> runs = new();
    private readonly ConcurrentDictionary<RunId, RunMark> marks = new();
    private readonly ConcurrentDictionary<RunId, long> used = new();
    private long uses;

    public IEnumerable<CachedRun> All => runs.Values;

    public bool Knows(RunId run) => runs.ContainsKey(run) || marks.ContainsKey(run);

    /// <summary>Null when it is not kept, or not any more.</summary>
    public CachedRun? Find(RunId run)
    {
        if (!runs.TryGetValue(run, out var found)) return null;
        Use(run);
        return found;
    }

    /// <summary>What was last known of its journal; null when nothing was.</summary>
    public RunMark? MarkOf(RunId run) => runs.TryGetValue(run, out var kept) ? kept.Mark : marks.GetValueOrDefault(run);

    /// <summary>Keeps the longer one of this and what is kept.</summary>
    public CachedRun Keep(CachedRun folded)
    {
        var kept = runs.AddOrUpdate(folded.Run.Id, folded, (_, known) => known.Run.Seq > folded.Run.Seq ? known : folded);
        Use(folded.Run.Id);
        // Only one that may be evicted makes one too many.
        if (IsEvictable(kept)) Evict();
        return kept;
    }

    /// <summary>Keeps this one, whatever was known.</summary>
    public void Replace(CachedRun folded)
    {
        runs[folded.Run.Id] = folded;
        Use(folded.Run.Id);
        marks.TryRemove(folded.Run.Id, out _);
    }

    public void Forget(RunId run)
    {
        runs.TryRemove(run, out _);
        marks.TryRemove(run, out _);
        used.TryRemove(run, out _);
    }

    private void Use(RunId run) => used[run] = Interlocked.Increment(ref uses);

    private static bool IsEvictable(CachedRun one) => one.Run is { GoesOn: false, Divergence: null };

    private void Evict()
    {
        if (runs.Count <= mostEnded) return;
        var ended = runs.Values.Where(IsEvictable).OrderByDescending(one => used.GetValueOrDefault(one.Run.Id));
        foreach (var one in ended.Skip(mostEnded).ToList())
        {
            // Its mark first, so that it is never unknown; and only this fold: one that has grown meanwhile was asked for.
            marks[one.Run.Id] = one.Mark;
            if (runs.TryRemove(new(one.Run.Id, one))) used.TryRemove(one.Run.Id, out _);
        }
    }
}
