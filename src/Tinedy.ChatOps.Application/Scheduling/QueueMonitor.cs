using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Scheduling;

/// <summary>
/// Sees what nobody has called out: what a replica left that died behind its commit, what a lost call was about, what has come due. One
/// statement asks for all of it; workers whose queues are empty then need not ask themselves.
/// </summary>
public sealed class QueueMonitor(IQueues queues, IReplicaNotifier notifier, RunFeed feed, WakeSignals signals, AccessDirectory access, TimeProvider time, RunService? runs = null)
{
    /// <summary>Between looks while replicas hear each other: what a lost call costs at most.</summary>
    public static readonly TimeSpan Seldom = TimeSpan.FromSeconds(4);

    /// <summary>Between looks while they do not, as behind a pooler that passes no notifications on.</summary>
    public static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private const int Latest = 20;

    /// <summary>What the last look saw, and nothing older.</summary>
    private IReadOnlyDictionary<RunId, JournalHead> known = new Dictionary<RunId, JournalHead>();

    /// <summary>Looks once; answers how long until the next time.</summary>
    public async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var followed = runs?.Followed ?? [];
        var waiting = await queues.LookAsync(Latest, followed, ct);
        if (runs is not null) await runs.NoticeAsync(waiting.Heads, followed, ct);
        foreach (var (run, head) in waiting.Heads)
        {
            // A run that was not there at the last look is a change as well; at the first look, that is every run. A hint too many costs a
            // read, a hint too few a stale board.
            if (known.GetValueOrDefault(run) != head) feed.Heard(run);
        }
        known = waiting.Heads;
        var pace = notifier.IsHeard ? Seldom : Often;
        // Two of them, so that a look that takes long wakes nobody.
        signals.Saw(waiting, began, 2 * pace);
        access.Reach.Saw(waiting.Gone);
        access.Reach.Saw(waiting.Unsent);
        return pace;
    }
}
