namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>
/// A replica knew another journal of this run than the database has now: it was restored, failed over to a copy that lagged, or was changed by
/// hand. Or an entry does not match its hash, or what a host must hold against the journal cannot be read: see <see cref="Cause"/>. Nothing is
/// written to the run until an operator of its environment has looked.
/// </summary>
/// <param name="KnownSeq">The last entry that was known.</param>
/// <param name="KnownHead">The hash of that entry, lower-case hex.</param>
/// <param name="FoundSeq">The last entry that is there now; 0 when the run itself is gone.</param>
/// <param name="FoundHead">The hash of that one, lower-case hex.</param>
public sealed record JournalDivergence(int KnownSeq, string KnownHead, int FoundSeq, string FoundHead, DateTimeOffset NoticedAt)
{
    public bool IsShorter => FoundSeq < KnownSeq;

    /// <summary>What is wrong, as a clause of a sentence, where it is not that another journal was known; null: it is that.</summary>
    public string? Cause { get; init; }
}
