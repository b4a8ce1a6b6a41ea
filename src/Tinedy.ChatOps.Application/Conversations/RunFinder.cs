using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Which run a typed line means: the one it names, else the only one that goes on here, else the last there was here.</summary>
internal sealed class RunFinder(RunService runs, IJournal journal, IOutbox outbox)
{
    /// <summary>How far back a channel's last run is looked for.</summary>
    private const int Recent = 20;

    /// <summary>How far back a run is looked for that is scheduled for a day still to come.</summary>
    private const int LongAgo = 50;

    private readonly RunPlaces places = new(outbox);

    public static Refusal NoneYet { get; } = Refuse($"Not done: there is no run yet. An operator can start one with start.");

    /// <summary>A run is acted on where people see it, and on pages and in private lines.</summary>
    public Task<bool> IsHereAsync(Run run, Place? where, CancellationToken ct) => places.IsHereAsync(run, where, ct);

    /// <param name="where">Only runs that are shown there; null: any run.</param>
    public async Task<(Run? Run, Refusal? Why)> FindAsync(string? named, Place? where, CancellationToken ct)
    {
        if (named is not null) return await NamedAsync(named, where, ct);

        var live = await LiveAsync(where, ct);
        return live switch
        {
            [var only] => (only, null),
            [] => await LastAsync(where, ct),
            _ => (null, Several(live)),
        };
    }

    /// <summary>The only run that is scheduled here; neither a run nor a refusal when none is.</summary>
    public async Task<(Run? Run, Refusal? Why)> ScheduledAsync(Place? where, CancellationToken ct) =>
        (await LatestAsync(Recent, where, ct)).Where(run => run.Status == RunStatus.Scheduled).ToList() switch
        {
            [] => (null, null),
            [var only] => (only, null),
            var several => (null, Several(several)),
        };

    /// <summary>Nothing goes on here: what is scheduled comes before what is over.</summary>
    private async Task<(Run? Run, Refusal? Why)> LastAsync(Place? where, CancellationToken ct)
    {
        var latest = await LatestAsync(Recent, where, ct);
        return latest.Where(run => run.Status == RunStatus.Scheduled).ToList() switch
        {
            [] => latest is [var last, ..] ? (last, null) : (null, NoneYet),
            [var only] => (only, null),
            var several => (null, Several(several)),
        };
    }

    private static Refusal Several(IReadOnlyList<Run> runs) =>
        Refuse($"Not done: {runs.Count} runs go on here: {Prose.List([.. runs.Select(run => (Prose)$"{run.ShortId}")])}. Put the id in front: {runs[0].ShortId} status.");

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Run>> LatestAsync(int most, Place? where, CancellationToken ct)
    {
        var latest = new List<Run>();
        foreach (var id in await journal.ListAsync(most, ct))
            if (await runs.ReadAsync(id, ct) is { } run && await places.IsHereAsync(run, where, ct)) latest.Add(run);
        return latest;
    }

    /// <summary>The runs that hold an environment, the newest first.</summary>
    public async Task<IReadOnlyList<Run>> LiveAsync(Place? where, CancellationToken ct)
    {
        var live = new List<Run>();
        foreach (var holder in await journal.HoldersAsync(ct))
            if (await runs.ReadAsync(holder, ct) is { } run && await places.IsHereAsync(run, where, ct)) live.Add(run);
        return [.. live.OrderByDescending(run => run.Id.Number)];
    }

    /// <summary>The runs that are scheduled, wherever they are shown, the soonest first.</summary>
    public async Task<IReadOnlyList<Run>> AheadAsync(CancellationToken ct) =>
        [.. (await LatestAsync(LongAgo, null, ct)).Where(run => run.Status == RunStatus.Scheduled).OrderBy(run => run.Appointment!.At)];

    /// <summary>Its number is the end of its id, however long ago it was.</summary>
    private async Task<(Run? Run, Refusal? Why)> NamedAsync(string id, Place? where, CancellationToken ct)
    {
        if (!long.TryParse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await runs.ReadAsync(new RunId(number), ct) is not { } run || !string.Equals(run.ShortId, id, StringComparison.OrdinalIgnoreCase))
            return (null, Refuse($"Not done: there is no run \"{id}\". history lists the runs."));
        return await places.IsHereAsync(run, where, ct) ? (run, null) : (null, Refusals.NotHere(run));
    }

    /// <summary>The id of the run that a bare number stands for: "17" is prod-17. Null for any other word, and where there is no such run here.</summary>
    public async Task<string?> IdOfAsync(string word, Place? where, CancellationToken ct) =>
        long.TryParse(word.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await runs.ReadAsync(new RunId(number), ct) is { } run
        && await places.IsHereAsync(run, where, ct) ? run.ShortId : null;

    private static Refusal Refuse(Prose text) => new(RefusalReason.UnknownRun, text);
}
