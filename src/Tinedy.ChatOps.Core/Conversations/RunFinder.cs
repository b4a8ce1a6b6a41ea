using System.Globalization;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>Which run a typed line means: the one it names, else the only one that goes on here, else the last there was here.</summary>
internal sealed class RunFinder(RunDesk desk, IJournal journal, IOutbox outbox)
{
    /// <summary>How far back a channel's last run is looked for.</summary>
    private const int Recent = 20;

    private readonly Whereabouts whereabouts = new(outbox);

    public static Refusal NoneYet { get; } = Refuse($"Not done: there is no run yet. An operator can start one with start.");

    /// <summary>A run is acted on where people see it, and on pages and in private lines.</summary>
    public Task<bool> IsHereAsync(Run run, Place? where, CancellationToken ct) => whereabouts.IsHereAsync(run, where, ct);

    /// <param name="where">Only runs that are shown there; null: any run.</param>
    public async Task<(Run? Run, Refusal? Why)> FindAsync(string? named, Place? where, CancellationToken ct)
    {
        if (named is not null) return await NamedAsync(named, where, ct);

        var live = await LiveAsync(where, ct);
        return live switch
        {
            [var only] => (only, null),
            [] => await LatestAsync(Recent, where, ct) is [var last, ..] ? (last, null) : (null, NoneYet),
            _ => (null, Refuse($"Not done: {live.Count} runs go on here: {Prose.List([.. live.Select(run => (Prose)$"{run.ShortId}")])}. Put the id in front: {live[0].ShortId} status.")),
        };
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Run>> LatestAsync(int most, Place? where, CancellationToken ct)
    {
        var runs = new List<Run>();
        foreach (var id in await journal.ListAsync(most, ct))
            if (await desk.ReadAsync(id, ct) is { } run && await whereabouts.IsHereAsync(run, where, ct)) runs.Add(run);
        return runs;
    }

    /// <summary>The runs that hold an environment, the newest first.</summary>
    public async Task<IReadOnlyList<Run>> LiveAsync(Place? where, CancellationToken ct)
    {
        var live = new List<Run>();
        foreach (var holder in await journal.HoldersAsync(ct))
            if (await desk.ReadAsync(holder, ct) is { } run && await whereabouts.IsHereAsync(run, where, ct)) live.Add(run);
        return [.. live.OrderByDescending(run => run.Id.Number)];
    }

    /// <summary>Its number is the end of its id, however long ago it was.</summary>
    private async Task<(Run? Run, Refusal? Why)> NamedAsync(string id, Place? where, CancellationToken ct)
    {
        if (!long.TryParse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await desk.ReadAsync(new RunId(number), ct) is not { } run || !string.Equals(run.ShortId, id, StringComparison.OrdinalIgnoreCase))
            return (null, Refuse($"Not done: there is no run {id}. history lists the runs."));
        return await whereabouts.IsHereAsync(run, where, ct) ? (run, null) : (null, Refusals.NotHere(run));
    }

    private static Refusal Refuse(Prose text) => new(RefusalReason.UnknownRun, text);
}
