using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>
/// Attempts on their way to a runner. Filled by an append, emptied by the append that records the ending.
/// A claim is durable before anything is spawned, and belongs to one host until its lease lapses.
/// </summary>
public interface IAttemptQueue
{
    /// <summary>Takes the oldest attempt of this label that nobody has, for this host; null when there is none.</summary>
    /// <param name="label">The label of this runner; null for the bot's own.</param>
    Task<AttemptId?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct);

    /// <summary>Attempts this host has claimed and that have not ended: what a restarted bot takes up again.</summary>
    Task<IReadOnlyList<AttemptId>> OwnedByAsync(string host, CancellationToken ct);

    /// <summary>
    /// Attempts of other hosts whose lease has lapsed. The caller becomes their owner, to find out what is known. Those of another label are
    /// taken only when nobody of that label has done so for ten leases: somebody must own them.
    /// </summary>
    Task<IReadOnlyList<(AttemptId Attempt, string LostHost)>> TakeLapsedAsync(string host, string? label, TimeSpan lease, CancellationToken ct);

    /// <summary>Renews the lease, shows the live tail, and answers whether somebody asked to cancel.</summary>
    Task<Standing> RenewAsync(AttemptId attempt, string host, TimeSpan lease, Progress progress, CancellationToken ct);

    /// <summary>The live tails of a run's unfinished attempts.</summary>
    Task<IReadOnlyDictionary<AttemptId, Progress>> ProgressOfAsync(Runs.RunId run, CancellationToken ct);

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
