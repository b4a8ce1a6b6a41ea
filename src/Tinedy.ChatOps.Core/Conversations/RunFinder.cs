using System.Globalization;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>Which run a typed line means: the one it names, else the only one that goes on, else the last there was.</summary>
internal sealed class RunFinder(RunDesk desk, IJournal journal)
{
    public static Refusal NoneYet { get; } = Refuse($"Not done: there is no run yet. An operator can start one with start.");

    public async Task<(Run? Run, Refusal? Why)> FindAsync(string? named, CancellationToken ct)
    {
        if (named is not null)
            return await NamedAsync(named, ct) is { } meant ? (meant, null) : (null, Refuse($"Not done: there is no run {named}. history lists the runs."));

        var live = await LiveAsync(ct);
        return live switch
        {
            [var only] => (only, null),
            [] => await LatestAsync(1, ct) is [var last] ? (last, null) : (null, NoneYet),
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

    /// <summary>Its number is the end of its id, however long ago it was.</summary>
    private async Task<Run?> NamedAsync(string id, CancellationToken ct)
    {
        if (!long.TryParse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return await desk.ReadAsync(new RunId(number), ct) is { } run && string.Equals(run.ShortId, id, StringComparison.OrdinalIgnoreCase) ? run : null;
    }

    /// <summary>The runs that hold an environment, the newest first.</summary>
    private async Task<IReadOnlyList<Run>> LiveAsync(CancellationToken ct)
    {
        var live = new List<Run>();
        foreach (var environment in desk.House.Environments)
            if (await journal.HolderOfAsync(environment.Name, ct) is { } holder && await desk.ReadAsync(holder, ct) is { } run) live.Add(run);
        return [.. live.OrderByDescending(run => run.Id.Number)];
    }

    private static Refusal Refuse(Prose text) => new(RefusalReason.UnknownRun, text);
}
