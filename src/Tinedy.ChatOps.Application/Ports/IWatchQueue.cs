using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// Watchers that have something to do. Filled by an append; a runner looks, whoever has the settings of the people judges what it saw. Both may
/// happen twice after a crash and do no harm: a look changes nothing, and a verdict that is known already writes nothing.
/// </summary>
public interface IWatchQueue
{
    /// <summary>The watcher of this label that has been due for longest, for this host until its lease lapses; null when none is.</summary>
    /// <param name="label">The label of this runner; null for the bot's own.</param>
    Task<WatchClaim?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct);

    /// <summary>False: somebody else has it, or it is over.</summary>
    Task<bool> RenewAsync(WatchClaim claim, TimeSpan lease, CancellationToken ct);

    /// <summary>Hands over what was seen. Whoever has lost the claim hands over nothing.</summary>
    Task ReportAsync(WatchClaim claim, WatchObservation seen, CancellationToken ct);

    /// <summary>There was nothing to do after all: it waits for an entry behind <paramref name="seq"/>.</summary>
    Task RestAsync(WatchClaim claim, int seq, CancellationToken ct);

    /// <summary>A sighting that nobody has judged, with how it went before; null when there is none.</summary>
    Task<(WatchClaim Claim, Streak Before, WatchObservation Seen)?> TakeSeenAsync(TimeSpan lease, CancellationToken ct);

    /// <summary>It has been judged.</summary>
    /// <param name="seq">The last entry that was looked at: a newer one may have given it something to do.</param>
    /// <param name="again">Time from the beginning of the last look to the next; null: until an entry says so.</param>
    Task SettleAsync(WatchClaim claim, int seq, Streak streak, TimeSpan? again, CancellationToken ct);
}

/// <summary>One look of one watcher.</summary>
/// <param name="Number">1, 2, … of this watcher; whoever has a lower one than the table has lost it.</param>
public sealed record WatchClaim(RunId Run, ItemKey Criterion, int Number)
{
    public override string ToString() => $"{Run}/{Criterion}/{Number}";
}
