using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// Runs in which time itself brings something about. Written by every append; whoever asks who is due may ask twice and do no harm.
/// </summary>
public interface IAgendaQueue
{
    /// <summary>The runs that have been due for longest; empty when none is. The claim lapses by itself.</summary>
    Task<IReadOnlyList<RunId>> ClaimAsync(int most, TimeSpan lease, CancellationToken ct);

    /// <summary>Nothing was due after all: asks again at <paramref name="next"/>, or never when that is null.</summary>
    /// <param name="seq">The last entry that was looked at: a newer one has said something newer.</param>
    Task SettleAsync(RunId run, int seq, DateTimeOffset? next, CancellationToken ct);

    /// <summary>Makes sure that a run is due at <paramref name="next"/> at the latest; true when it was not.</summary>
    /// <param name="seq">The last entry that was looked at: after a newer one nothing is said.</param>
    Task<bool> AssureAsync(RunId run, int seq, DateTimeOffset next, CancellationToken ct);
}
