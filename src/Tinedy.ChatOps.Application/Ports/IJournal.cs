using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// The append-only journal of every run. One append is one transaction: it is there as a whole or not at all,
/// and <c>(run, seq)</c> is the whole story of concurrency.
/// </summary>
public interface IJournal
{
    /// <summary>The number for a run that is about to be opened; numbers may be skipped, never given twice.</summary>
    Task<RunId> NextIdAsync(CancellationToken ct);

    /// <summary>Opens a run: its pinned runbook and its first entries, and its hold on the environment unless it waits for that.</summary>
    Task<AppendResult> OpenAsync(PinnedRunbook pin, Append first, CancellationToken ct);

    Task<AppendResult> AppendAsync(Append append, CancellationToken ct);

    /// <summary>What a run was pinned to; null when there is no such run.</summary>
    Task<PinnedRunbook?> FindAsync(RunId run, CancellationToken ct);

    /// <summary>The entries behind <paramref name="after"/>, in order.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadAsync(RunId run, int after, CancellationToken ct);

    /// <summary>The entries from <paramref name="from"/> on, in order, and whether writing to the run is stopped: both as of one moment.</summary>
    Task<JournalTail> ReadTailAsync(RunId run, int from, CancellationToken ct);

    /// <summary>The entry that the journal of a run must reach, because something else in the database refers to it; 0: nothing does.</summary>
    Task<int> MustReachAsync(RunId run, CancellationToken ct);

    /// <summary>
    /// Stops writing to a run on every replica until somebody accepts its journal, and has every place told again. Harmless when repeated.
    /// Where the run itself is gone, only its number is kept from being given again.
    /// </summary>
    Task RecordDivergenceAsync(RunId run, JournalDivergence divergence, CancellationToken ct);

    /// <summary>Which database this is: the same in each of its backups and copies, and another in one that was made anew.</summary>
    Task<string> InstallationAsync(CancellationToken ct);

    /// <summary>Keeps what a host knows of a start, until an entry says so.</summary>
    Task KeepFoundAsync(RunId run, FoundStart found, CancellationToken ct);

    /// <summary>What hosts know of starts, and no entry says yet.</summary>
    Task<IReadOnlyList<FoundStart>> FoundAsync(RunId run, CancellationToken ct);

    /// <summary>What became of a request with this idempotency key; null when it was never accepted.</summary>
    Task<PastRequest?> FindRequestAsync(string key, CancellationToken ct);

    /// <summary>Which run holds the environment, finished or not; null when it is free.</summary>
    Task<RunId?> HolderOfAsync(string environment, CancellationToken ct);

    /// <summary>Every run that holds an environment.</summary>
    Task<IReadOnlyList<RunId>> HoldersAsync(CancellationToken ct);

    /// <summary>Runs, the newest first.</summary>
    Task<IReadOnlyList<RunId>> ListAsync(int most, CancellationToken ct);
}

/// <param name="Divergence">Why nothing is written to the run at present; null when it can be.</param>
public sealed record JournalTail(IReadOnlyList<StoredEntry> Entries, JournalDivergence? Divergence);

/// <summary>A request that was accepted before, and the entries it made.</summary>
public sealed record PastRequest(RunId Run, int FirstSeq, int LastSeq);

/// <summary>Everything one accepted request writes, in one transaction.</summary>
/// <param name="Key">The idempotency key of the request.</param>
/// <param name="Entries">Consecutive, the first follows what the writer has read.</param>
public sealed record Append(RunId Run, string Key, ImmutableArray<StoredEntry> Entries)
{
    /// <summary>The hash of the entry before the first one. Written only where that is what the journal has: a number alone proves nothing.</summary>
    public ReadOnlyMemory<byte> Before { get; init; } = JournalFormat.Origin.ToArray();

    /// <summary>Accepts the journal as it is: written although the run is stopped, which ends with it.</summary>
    public bool AcceptsJournal { get; init; }

    /// <summary>Starts that these entries say were found, by their hash.</summary>
    public ImmutableArray<string> Found { get; init; } = [];

    /// <summary>Signatures given by these entries.</summary>
    public ImmutableArray<SignOffRow> SignOffs { get; init; } = [];

    /// <summary>Signatures that these entries void: role → the voiding entry.</summary>
    public ImmutableArray<(string Role, int Seq)> Voided { get; init; } = [];

    /// <summary>Attempts for the runner to take up.</summary>
    public ImmutableArray<AttemptId> Queued { get; init; } = [];

    /// <summary>The label of the runners that take them; null: the bot's own.</summary>
    public string? Runner { get; init; }

    /// <summary>Written only while this host holds this attempt.</summary>
    public (AttemptId Attempt, string Owner)? Held { get; init; }

    /// <summary>Attempts the runner is asked to stop.</summary>
    public ImmutableArray<AttemptId> Cancelled { get; init; } = [];

    /// <summary>Attempts that have ended: the runner is done with them.</summary>
    public ImmutableArray<AttemptId> Ended { get; init; } = [];

    /// <summary>Of <see cref="Ended"/>, those that no runner may have taken: written only while that is so (<see cref="AppendResult.Claimed"/>).</summary>
    public ImmutableArray<AttemptId> Unclaimed { get; init; } = [];

    /// <summary>Places that hear of this run from here on. Those named by an earlier append hear of every later one without being named again.</summary>
    public ImmutableArray<Place> Places { get; init; } = [];

    /// <summary>For whoever delivers pages: calls, by the entry that called, and that a call was answered or is over.</summary>
    public ImmutableArray<(int Seq, int Alert, PageKind Kind)> Pages { get; init; } = [];

    /// <summary>
    /// Alerts whose calls stop here. A call that is being sent at this very moment is waited for, so that after the commit nothing is sent
    /// any more.
    /// </summary>
    public ImmutableArray<int> Stopped { get; init; } = [];

    /// <summary>Tries to deliver a call that these entries record, and after which time it is tried again; null: no more.</summary>
    public ImmutableArray<(int Seq, TimeSpan? Again)> Tried { get; init; } = [];

    /// <summary>When time itself brings something about in this run, see <c>Agenda</c>; null: never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Criteria whose watchers have got something to do, for the runners of <see cref="Runner"/>.</summary>
    public ImmutableArray<ItemKey> Watches { get; init; } = [];

    /// <summary>Nobody watches this run any more.</summary>
    public bool EndsWatches { get; init; }

    /// <summary>Opens a run for a moment that is still to come: it does not take its environment yet.</summary>
    public bool WaitsForEnvironment { get; init; }

    /// <summary>That moment has come: the run takes its environment, or nothing of this is written (<see cref="AppendResult.EnvironmentHeld"/>).</summary>
    public bool TakesEnvironment { get; init; }

    /// <summary>The run lets go of its environment.</summary>
    public bool ReleasesEnvironment { get; init; }
}

/// <summary>A signature as the auditor finds it: the person's identity as it was seen then.</summary>
public sealed record SignOffRow(int Seq, string Role, Actor By, string Content, string? Remark, DateTimeOffset At);

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    public sealed record Done : AppendResult;

    /// <summary>Somebody else wrote first: read the tail and decide again.</summary>
    public sealed record Overtaken : AppendResult;

    /// <summary>The run is stopped, see <see cref="JournalDivergence"/>; nothing was written.</summary>
    public sealed record Diverged : AppendResult;

    /// <summary>This very request was accepted before; nothing was written.</summary>
    public sealed record Repeated(PastRequest Past) : AppendResult;

    /// <summary>The writer has lost the attempt that it reports on; nothing was written.</summary>
    public sealed record Lost : AppendResult;

    /// <summary>A runner has taken what was to end before any does; nothing was written.</summary>
    public sealed record Claimed(AttemptId Attempt, string Owner) : AppendResult;

    /// <summary>Another run holds the environment; nothing was written.</summary>
    public sealed record EnvironmentHeld(RunId By) : AppendResult;
}
