using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>Looks back: what was there before a run, to say how long its parts take.</summary>
public interface IEarlierRuns
{
    /// <summary>
    /// The journals of the runs of the same runbook in the same environment before this one, the latest <paramref name="most"/>, each in
    /// order from its start. They have let go of the environment, so what is read once stays true.
    /// </summary>
    Task<IReadOnlyList<IReadOnlyList<JournalEntry>>> BeforeAsync(Run run, int most, CancellationToken ct);
}
