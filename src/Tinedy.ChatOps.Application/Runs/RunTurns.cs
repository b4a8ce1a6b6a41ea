using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>
/// One request of a run at a time on this replica, so that neighbours do not overtake each other in vain. Only runs are remembered of which
/// somebody has the turn or waits for it.
/// </summary>
internal sealed class RunTurns
{
    private readonly Lock gate = new();
    private readonly Dictionary<RunId, Turn> turns = [];

    /// <summary>Of how many runs somebody has the turn or waits for it.</summary>
    public int Count
    {
        get
        {
            lock (gate) return turns.Count;
        }
    }

    /// <summary>The turn, until it is disposed of.</summary>
    public async Task<IDisposable> TakeAsync(RunId run, CancellationToken ct)
    {
        var turn = Join(run);
        try
        {
            await turn.Free.WaitAsync(ct);
        }
        catch
        {
            Leave(run, turn);
            throw;
        }
        return new Taken(this, run, turn);
    }

    private Turn Join(RunId run)
    {
        lock (gate)
        {
            if (!turns.TryGetValue(run, out var turn)) turns[run] = turn = new();
            turn.Interested++;
            return turn;
        }
    }

    private void Leave(RunId run, Turn turn)
    {
        lock (gate)
        {
            if (--turn.Interested == 0) turns.Remove(run);
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Free { get; } = new(1);

        public int Interested { get; set; }
    }

    private sealed class Taken(RunTurns owner, RunId run, Turn turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Free.Release();
            owner.Leave(run, turn);
        }
    }
}
