using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>The plan of each run that somebody looks at. Read once for one that has begun: what was before does not change any more.</summary>
public sealed class ForecastReader(IEarlierRuns earlier, AccessDirectory access)
{
    /// <summary>Longer ago says little of today.</summary>
    public const int MostRuns = 10;

    private const int MostKept = 200;

    private readonly ConcurrentDictionary<RunId, RunForecast> kept = new();

    public async Task<RunForecast> OfAsync(Run run, CancellationToken ct)
    {
        if (kept.TryGetValue(run.Id, out var known)) return known;
        var forecast = await ReadAsync(earlier, access, run, ct);
        if (run.BegunAt is null) return forecast;
        if (kept.Count >= MostKept) kept.Clear();
        return kept[run.Id] = forecast;
    }

    internal static async Task<RunForecast> ReadAsync(IEarlierRuns earlier, AccessDirectory access, Run run, CancellationToken ct) =>
        RunForecast.From(run.Environment, await earlier.BeforeAsync(run, access.RehearsalEnvironments, MostRuns, ct));
}
