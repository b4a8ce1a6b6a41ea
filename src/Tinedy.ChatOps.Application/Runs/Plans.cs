using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>The plan of each run that somebody looks at. Read once for one that has begun: what was before does not change any more.</summary>
public sealed class Plans(IEarlierRuns earlier, House house)
{
    /// <summary>Longer ago says little of today.</summary>
    public const int MostRuns = 10;

    private const int MostKept = 200;

    private readonly ConcurrentDictionary<RunId, Plan> kept = new();

    public async Task<Plan> OfAsync(Run run, CancellationToken ct)
    {
        if (kept.TryGetValue(run.Id, out var known)) return known;
        var plan = await ReadAsync(earlier, house, run, ct);
        if (run.BegunAt is null) return plan;
        if (kept.Count >= MostKept) kept.Clear();
        return kept[run.Id] = plan;
    }

    internal static async Task<Plan> ReadAsync(IEarlierRuns earlier, House house, Run run, CancellationToken ct) =>
        Plan.From(run.Environment, await earlier.BeforeAsync(run, house.RehearsalEnvironments, MostRuns, ct));
}
