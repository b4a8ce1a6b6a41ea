using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Which runs are shown where. A run is acted on where people see it, and on pages and in private lines.</summary>
internal sealed class RunPlaces(IOutbox outbox)
{
    private const int MostSeen = 10_000;

    /// <summary>Only what is there: places are added to a run and never taken away.</summary>
    private readonly ConcurrentDictionary<(RunId, Place), bool> seen = new();

    public async Task<bool> IsHereAsync(Run run, Place? where, CancellationToken ct)
    {
        if (where is not { } place || seen.ContainsKey((run.Id, place))) return true;
        // Asked anew, it says the same.
        if (seen.Count >= MostSeen) seen.Clear();
        foreach (var told in await outbox.PlacesOfAsync(run.Id, ct)) seen[(run.Id, told)] = true;
        return seen.ContainsKey((run.Id, place));
    }
}
