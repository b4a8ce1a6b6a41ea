using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Looks back: what was there before a run, to say how long its parts take.</summary>
public interface IEarlierRuns
{
    /// <summary>
    /// The journals of other runs of the same runbook, in its own environment and in those named: of each environment the latest
    /// <paramref name="most"/> that were started before this run began, each in order from its start, as far as it had come by then. So
    /// what is read once of a run that has begun stays true; one that is scheduled still hears of the rehearsal of the day before.
    /// </summary>
    /// <param name="rehearsedIn">Environments that are there for rehearsing.</param>
    Task<IReadOnlyList<IReadOnlyList<JournalEntry>>> BeforeAsync(Run run, IReadOnlyCollection<string> rehearsedIn, int most, CancellationToken ct);
}
