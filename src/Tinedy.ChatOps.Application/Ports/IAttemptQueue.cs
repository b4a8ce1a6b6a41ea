using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// Attempts on their way to a runner. Filled by an append, emptied by the append that records the ending.
/// A claim is durable before anything is spawned, and belongs to one host until its lease lapses.
/// </summary>
public interface IAttemptQueue
{
    /// <summary>Takes the oldest attempt of this label that nobody has, for this host; null when there is none.</summary>
    /// <param name="label">The label of this runner; null for the bot's own.</param>
    Task<AttemptId?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct);

    /// <summary>Attempts that no runner has taken for longer than <paramref name="patience"/>, by the label of the runners they wait for.</summary>
    Task<IReadOnlyList<WaitingForRunner>> UnclaimedAsync(TimeSpan patience, CancellationToken ct);

    /// <summary>Attempts this host has claimed and that have not ended: what a restarted bot takes up again.</summary>
    Task<IReadOnlyList<AttemptId>> OwnedByAsync(string host, CancellationToken ct);

    /// <summary>
    /// Attempts of other hosts whose lease has lapsed. The caller becomes their owner, to find out what is known. Those of another label are
    /// taken only when nobody of that label has done so for ten leases: somebody must own them.
    /// </summary>
    Task<IReadOnlyList<(AttemptId Attempt, string LostHost)>> TakeLapsedAsync(string host, string? label, TimeSpan lease, CancellationToken ct);

    /// <summary>Renews the lease, shows the live tail, and answers whether somebody asked to cancel.</summary>
    /// <param name="progress">Null: of the step itself there is nothing to show, such as while it is only looked at.</param>
    Task<Standing> RenewAsync(AttemptId attempt, string host, TimeSpan lease, Progress? progress, CancellationToken ct);

    /// <summary>What is written down about the launches of an attempt; null when this host does not hold it (any more), or it has ended.</summary>
    Task<LaunchOrders?> OrdersOfAsync(AttemptId attempt, string host, CancellationToken ct);

    /// <summary>
    /// Writes down that a launch is ordered, durably and before its supervisor is told anything, and renews the lease. Repeated for the same
    /// launch it answers the same, so that it can be asked again when an answer was lost.
    /// </summary>
    /// <param name="launch">The launch's own name, never used before.</param>
    /// <returns><see cref="Standing.Lost"/>: nothing may start, because another host holds the attempt, it has ended, or an earlier order is open.</returns>
    Task<Standing> OrderAsync(AttemptId attempt, string host, string launch, TimeSpan lease, CancellationToken ct);

    /// <summary>Writes down that an ordered launch has certainly never started its command and never will; harmless when repeated.</summary>
    Task CloseAsync(AttemptId attempt, string host, string launch, CancellationToken ct);

    /// <summary>The live tails of a run's unfinished attempts.</summary>
    Task<IReadOnlyDictionary<AttemptId, Progress>> ProgressOfAsync(RunId run, CancellationToken ct);

    /// <summary>Keeps the whole (capped, masked) output; called before the ending is recorded, harmless when repeated.</summary>
    Task KeepOutputAsync(AttemptId attempt, ReadOnlyMemory<byte> output, CancellationToken ct);

    /// <summary>The kept output; null when there is none (yet).</summary>
    Task<byte[]?> OutputOfAsync(AttemptId attempt, CancellationToken ct);
}

/// <summary>What a runner learns when it renews.</summary>
public enum Standing
{
    /// <summary>Go on.</summary>
    Held,

    /// <summary>Somebody asked to cancel: stop the process, then report.</summary>
    CancelAsked,

    /// <summary>The lease went to another host, or the attempt has ended: write nothing more.</summary>
    Lost,
}

/// <summary>
/// What is written down about the launches of an attempt. It is the only proof that none has started: files can vanish, and a folder that is
/// not there says nothing.
/// </summary>
/// <param name="Ordered">How many launches were ordered; null: claimed by a version that wrote no orders.</param>
/// <param name="Closed">How many of them certainly never started their command.</param>
/// <param name="Launch">The name of the last one that was ordered; null before the first.</param>
/// <param name="HasShown">A running command has shown progress.</param>
public sealed record LaunchOrders(int? Ordered, int Closed, string? Launch, bool HasShown);

/// <param name="Label">Of the runners that may take them; null: the service's own.</param>
/// <param name="Since">When the first of them was queued, by the clock of the queue.</param>
public sealed record WaitingForRunner(string? Label, int Count, DateTimeOffset Since);
