using System.Collections.Concurrent;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>The plan of each run that somebody looks at. Read once: what was before a run does not change any more.</summary>
public sealed class Plans(IEarlierRuns earlier)
{
    /// <summary>Longer ago says little of today.</summary>
    public const int MostRuns = 10;

    private const int MostKept = 200;

    private readonly ConcurrentDictionary<RunId, Plan> kept = new();

    public async Task<Plan> OfAsync(Run run, CancellationToken ct)
    {
        if (kept.TryGetValue(run.Id, out var known)) return known;
        var plan = Plan.From(await earlier.BeforeAsync(run, MostRuns, ct));
        if (kept.Count >= MostKept) kept.Clear();
        return kept[run.Id] = plan;
    }
}
