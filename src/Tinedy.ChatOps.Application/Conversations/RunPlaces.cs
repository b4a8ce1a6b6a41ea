using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Which runs are shown where. A run is acted on where people see it, and on pages and in private lines.</summary>
/// <param name="most">How many of them are remembered.</param>
internal sealed class RunPlaces(IOutbox outbox, int most = 10_000)
{
    /// <summary>Only what is there: places are added to a run and never taken away.</summary>
    private readonly ConcurrentDictionary<(RunId, Place), bool> seen = new();

    public async Task<bool> IsHereAsync(Run run, Place? where, CancellationToken ct)
    {
        if (where is not { } place || seen.ContainsKey((run.Id, place))) return true;
        var told = await outbox.PlacesOfAsync(run.Id, ct);
        // Asked anew, it says the same.
        if (seen.Count >= most) seen.Clear();
        foreach (var one in told) seen[(run.Id, one)] = true;
        return told.Contains(place);
    }
}
