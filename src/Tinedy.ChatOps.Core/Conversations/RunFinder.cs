using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>Which run a typed line means: the one it names, else the only one that goes on, else the last there was.</summary>
internal sealed class RunFinder(RunDesk desk, IJournal journal)
{
    private const int Recent = 20;

    public async Task<(Run? Run, Refusal? Why)> FindAsync(string? named, CancellationToken ct)
    {
        var runs = await LatestAsync(Recent, ct);
        if (named is not null)
            return runs.FirstOrDefault(run => string.Equals(run.ShortId, named, StringComparison.OrdinalIgnoreCase)) is { } meant
                ? (meant, null)
                : (null, Refuse($"Not done: there is no run {named}. history lists the runs."));

        var live = runs.Where(run => run.HoldsEnvironment).ToList();
        return (live.Count, runs.Count) switch
        {
            (1, _) => (live[0], null),
            (0, 0) => (null, Refuse($"Not done: there is no run yet. An operator can start one with start.")),
            (0, _) => (runs[0], null),
            _ => (null, Refuse($"Not done: {live.Count} runs go on here: {Prose.List([.. live.Select(run => (Prose)$"{run.ShortId}")])}. Put the id in front: {live[0].ShortId} status.")),
        };
    }

    public async Task<IReadOnlyList<Run>> LatestAsync(int most, CancellationToken ct)
    {
        var runs = new List<Run>();
        foreach (var id in await journal.ListAsync(most, ct))
            if (await desk.ReadAsync(id, ct) is { } run) runs.Add(run);
        return runs;
    }

    private static Refusal Refuse(Prose text) => new(RefusalReason.UnknownRun, text);
}
