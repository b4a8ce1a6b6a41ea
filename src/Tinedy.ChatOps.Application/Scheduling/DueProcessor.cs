using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Application.Scheduling;

/// <summary>
/// Lets time pass in the runs in which it brings something about. Asks who is due and puts it to <see cref="RunService"/> like any other
/// request, so that two clocks, a late one and one that ran before do no harm.
/// </summary>
public sealed class DueProcessor(IAgendaQueue queue, IJournal journal, RunService runs, TimeProvider time)
{
    /// <summary>Longer than an append ever takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Runs that are claimed by one commit and served at the same time: their own commits share the disk. Few: those of somebody who dies wait for their lease.</summary>
    private const int Together = 8;

    /// <summary>Serves everybody who is due now; answers how many that were.</summary>
    public async Task<int> PassAsync(CancellationToken ct)
    {
        var served = 0;
        // Nobody is due most of the time, and one question says so.
        while (await queue.ClaimAsync(Together, Lease, ct) is { Count: > 0 } due)
        {
            // All of them, whatever becomes of one: a run that cannot be served must not keep those claimed with it.
            await Task.WhenAll(due.Select(run => PassAsync(run, ct)));
            served += due.Count;
        }
        return served;
    }

    /// <summary>Serves one run at once when something is due in it: its failed page must not wait for the next look.</summary>
    public async Task PassIfDueAsync(RunId run, CancellationToken ct)
    {
        if (await runs.ReadAsync(run, ct) is { } now && runs.NextDue(now) <= time.GetUtcNow()) await PassAsync(run, ct);
    }

    /// <summary>
    /// Reads what is to come off the journal of every run that holds an environment and compares it with the queue, so that nobody has to
    /// believe the queue: a moment it has lost, or one that other settings have moved forward since, is on the clock again.
    /// </summary>
    /// <returns>The runs of which the queue did not know, or knew too late.</returns>
    public async Task<IReadOnlyList<RunId>> AuditAsync(CancellationToken ct)
    {
        var missed = new List<RunId>();
        foreach (var id in await journal.HoldersAsync(ct))
            if (await runs.ReadAsync(id, ct) is { } run && runs.NextDue(run) is { } next && await queue.AssureAsync(id, run.Seq, next, ct)) missed.Add(id);
        return missed;
    }

    private async Task PassAsync(RunId id, CancellationToken ct)
    {
        if (await runs.ReadAsync(id, ct) is not { } run) return;
        var key = string.Create(CultureInfo.InvariantCulture, $"time/{id}/{run.Seq}");
        var answer = await runs.HandleAsync(new(key, id, Actor.Bot, new Command.Elapse()), ct);
        if (answer is not Answer.Accepted accepted) return;
        // Somebody came first, or this replica's clock is behind: the next moment is when this fold says.
        if (accepted.Entries.IsEmpty) await queue.SettleAsync(id, accepted.Run.Seq, runs.NextDue(accepted.Run), ct);
    }
}
