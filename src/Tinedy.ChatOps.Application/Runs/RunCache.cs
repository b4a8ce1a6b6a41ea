using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>
/// Folded runs, kept so that a click costs one statement however long the history is. Never trusted for a refusal or across an
/// overtaken append: then the tail is read from the journal, together with the last entry that is known here. Where that one is not there any
/// more the journal was restored or changed: what was known is recorded as such, and dropped.
/// </summary>
internal sealed class RunCache(IJournal journal, RunFeed feed, TimeProvider time, int mostEnded = RunCache.MostEnded)
{
    /// <summary>Folds of runs that are over; each holds its whole journal.</summary>
    private const int MostEnded = 200;

    private readonly FoldedRuns runs = new(mostEnded);
    private readonly RunTurns turns = new();

    /// <inheritdoc cref="RunTurns.TakeAsync"/>
    public Task<IDisposable> TakeTurnAsync(RunId run, CancellationToken ct) => turns.TakeAsync(run, ct);

    /// <summary>The fold as last seen here, read whole the first time; null when there is no such run.</summary>
    public async Task<CachedRun?> SeenAsync(RunId run, CancellationToken ct) => runs.Find(run) ?? await ReadAllAsync(run, ct);

    /// <summary>The fold with everything the journal has now.</summary>
    public async Task<CachedRun?> LatestAsync(RunId run, CancellationToken ct)
    {
        if (runs.Find(run) is not { } seen) return await ReadAllAsync(run, ct);
        var tail = await journal.ReadTailAsync(run, seen.Run.Seq, ct);
        if (!seen.IsFollowedBy(tail.Entries)) return await ReplaceAsync(seen.Mark, ct);
        return tail.Entries.Count == 1 && tail.Divergence == seen.Run.Divergence ? seen : Keep(await StoppedAsync(seen.With(tail.Entries.Skip(1)), tail.Divergence, ct));
    }

    /// <summary>The runs in which something can still happen, as they are known here.</summary>
    public IReadOnlyCollection<RunId> Live => [.. runs.All.Where(known => known.Run.GoesOn).Select(known => known.Run.Id)];

    /// <summary>Of which runs the whole fold is kept.</summary>
    public IReadOnlyCollection<RunId> Kept => [.. runs.All.Select(known => known.Run.Id)];

    public bool Knows(RunId run) => runs.Knows(run);

    /// <summary>True when this is the journal that is known here, up to its end.</summary>
    public bool IsAt(RunId run, JournalHead? head) =>
        runs.MarkOf(run) is not { } known || (head is { } now && known.Seq == now.Seq && Convert.ToHexStringLower(known.Head.Span) == now.Hash);

    /// <summary>The journal is not the one that was known here. Recorded before it is dropped: while that fails, nothing is answered.</summary>
    private async Task<CachedRun?> ReplaceAsync(RunMark seen, CancellationToken ct)
    {
        var run = seen.Run;
        var now = await BeginAsync(run, ct);
        // Somebody who has accepted the journal since then has accepted that what is only known here is lost.
        if (now is null || !now.HasAcceptedBehind(seen))
        {
            now = await RecordAsync(run, seen.Seq, seen.Head, now, ct);
        }
        if (now is null) runs.Forget(run);
        else runs.Replace(now);
        feed.Changed(run);
        return now;
    }

    public CachedRun Keep(CachedRun folded) => runs.Keep(folded);

    /// <summary>
    /// A process that has just started remembers nothing. What was written together with entries remembers for it: a journal that ends before
    /// them was cut while nobody looked.
    /// </summary>
    private async Task<CachedRun?> ReadAllAsync(RunId run, CancellationToken ct)
    {
        // Asked first: behind it the journal only grows.
        var mustReach = await journal.MustReachAsync(run, ct);
        var before = runs.MarkOf(run);
        var found = await BeginAsync(run, ct);
        if (before is not null && found?.Holds(before) != true) return await ReplaceAsync(before, ct);
        if (found is not { } folded) return null;
        if (folded.Run.Divergence is not null) return Keep(folded);
        if (folded.Broken is { } broken && !folded.Run.AcceptedJournals.Any(one => one.Found.KnownHead == broken.Digest)) return await StopAsync(folded, broken, ct);
        var accepted = folded.Run.AcceptedJournals.Select(one => one.Found.KnownSeq).DefaultIfEmpty().Max();
        return mustReach > folded.Run.Seq && mustReach > accepted ? await StopAsync(folded, mustReach, ct) : Keep(folded);
    }

    /// <summary>The runs whose journal is known here not to be the one that was known.</summary>
    public IReadOnlyCollection<RunId> Stopped => [.. runs.All.Where(known => known.Run.Divergence is not null).Select(known => known.Run.Id)];

    /// <summary>What stands in for the journal of a run, or beside it, is not to be trusted: nothing goes on until an operator has looked.</summary>
    /// <param name="cause">A clause of a sentence.</param>
    public async Task StopAsync(CachedRun now, string cause, CancellationToken ct)
    {
        runs.Replace((await RecordAsync(now.Run.Id, now.Run.Seq, default, now, ct, cause))!);
        feed.Changed(now.Run.Id);
    }

    /// <summary>A host remembers another journal than there is; where the run itself is gone, its number is not given again.</summary>
    public async Task StopAsync(RunId run, int knownSeq, string knownHead, CachedRun? now, CancellationToken ct)
    {
        var stopped = await RecordAsync(run, knownSeq, Convert.FromHexString(knownHead), now, ct);
        if (stopped is not null) runs.Replace(stopped);
        feed.Changed(run);
    }

    private async Task<CachedRun> StopAsync(CachedRun edited, (int Seq, string Digest) broken, CancellationToken ct)
    {
        var cause = string.Create(CultureInfo.InvariantCulture, $"entry {broken.Seq} of the journal does not match its hash, so it was changed after it was written");
        var stopped = await RecordAsync(edited.Run.Id, broken.Seq, Convert.FromHexString(broken.Digest), edited, ct, cause);
        feed.Changed(edited.Run.Id);
        return Keep(stopped!);
    }

    private async Task<CachedRun> StopAsync(CachedRun cut, int mustReach, CancellationToken ct)
    {
        var run = cut.Run.Id;
        // The hash of what is gone is known to nobody here.
        var stopped = await RecordAsync(run, mustReach, default, cut, ct);
        feed.Changed(run);
        return Keep(stopped!);
    }

    /// <summary>Writes down that another journal was known than is there now; answers what is there, stopped.</summary>
    private async Task<CachedRun?> RecordAsync(RunId run, int knownSeq, ReadOnlyMemory<byte> knownHead, CachedRun? now, CancellationToken ct, string? cause = null)
    {
        await journal.RecordDivergenceAsync(run, new(
            knownSeq, Convert.ToHexStringLower(knownHead.Span), now?.Run.Seq ?? 0, Convert.ToHexStringLower((now?.Head ?? default).Span), JournalFormat.ToStored(time.GetUtcNow()))
        {
            Cause = cause,
        }, ct);
        return now is null ? null : await StoppedAsync(now, (await journal.ReadTailAsync(run, now.Run.Seq, ct)).Divergence, ct);
    }

    private async Task<CachedRun?> BeginAsync(RunId run, CancellationToken ct)
    {
        if (await journal.FindAsync(run, ct) is not { } pin) return null;
        var stored = await journal.ReadTailAsync(run, 1, ct);
        return stored.Entries.Count == 0 ? null : await StoppedAsync(CachedRun.Begin(Pinned(pin), stored.Entries), stored.Divergence, ct);
    }

    private async Task<CachedRun> StoppedAsync(CachedRun folded, JournalDivergence? by, CancellationToken ct) =>
        folded.Stopped(by, by is null ? [] : [.. await journal.FoundAsync(folded.Run.Id, ct)]);

    private static Runbook Pinned(PinnedRunbook pin) => RunbookReader.ReadPinned(pin.Runbook, pin.RunbookName)
        ?? throw new InvalidOperationException($"The runbook that run {pin.Run} was pinned to cannot be read any more.");
}

/// <summary>A run's state and what the next entry must follow.</summary>
/// <param name="Head">The hash of the last entry.</param>
/// <param name="Entries">What was folded: kept, because every drawing of a board, a thread and a timeline goes through all of it.</param>
/// <param name="Hashes">The hash of each of them.</param>
internal sealed record CachedRun(Run Run, ReadOnlyMemory<byte> Head, ImmutableList<JournalEntry> Entries, ImmutableList<ReadOnlyMemory<byte>> Hashes)
{
    public static CachedRun Begin(Runbook runbook, IReadOnlyList<StoredEntry> stored)
    {
        var entries = stored.Select(entry => JournalFormat.Read(entry.Body)).ToImmutableList();
        return new(Run.Fold(runbook, entries), stored[^1].Hash, entries, [.. stored.Select(entry => entry.Hash)]) { Broken = ChainVerifier.Broken(stored) };
    }

    /// <summary>Where the journal was changed after it was written, see <see cref="ChainVerifier.Broken"/>; null: nowhere. Found when it is read whole.</summary>
    public (int Seq, string Digest)? Broken { get; init; }

    public RunMark Mark => new(Run.Id, Run.Seq, Head, AcceptedJournals);

    private ImmutableArray<(JournalDivergence Found, DateTimeOffset At)> AcceptedJournals => [.. Run.AcceptedJournals.Select(accepted => (accepted.Found, accepted.By.At))];

    /// <summary>Folds what is stored, read back from its text, so that every replica arrives at the same state.</summary>
    public CachedRun With(IEnumerable<StoredEntry> tail) => tail.Aggregate(this, (folded, stored) =>
    {
        var entry = JournalFormat.Read(stored.Body);
        return new(folded.Run.Apply(entry), stored.Hash, folded.Entries.Add(entry), folded.Hashes.Add(stored.Hash));
    });

    /// <summary>The hash of an entry, lower-case hex; empty where there is no such entry.</summary>
    public string HashOf(int seq) => seq >= 1 && seq <= Hashes.Count ? Convert.ToHexStringLower(Hashes[seq - 1].Span) : "";

    /// <summary>Which start an attempt is, whatever its number, see <see cref="FoundStart.Start"/>.</summary>
    public string StartOf(Attempt attempt) => attempt.Start ?? HashOf(attempt.Seq);

    public CachedRun Stopped(JournalDivergence? by, ImmutableArray<FoundStart> found) => this with { Run = Run with { Divergence = by, FoundStarts = found } };

    /// <summary>The first of these is the last entry that is known here, and each of the others follows the one before it.</summary>
    public bool IsFollowedBy(IReadOnlyList<StoredEntry> tail)
    {
        if (tail.Count == 0 || tail[0].Seq != Run.Seq || !tail[0].Hash.Span.SequenceEqual(Head.Span)) return false;
        return tail.Skip(1).Zip(tail, (next, last) =>
            next.Seq == last.Seq + 1 && next.Hash.Span.SequenceEqual(JournalFormat.Chain(last.Hash.Span, next.Body))).All(follows => follows);
    }

    /// <summary>This journal was accepted by a person in an entry that <paramref name="known"/> does not have.</summary>
    public bool HasAcceptedBehind(RunMark known) => AcceptedJournals.Except(known.Accepted).Any();

    /// <summary>This journal goes on from where it was known.</summary>
    public bool Holds(RunMark known) => known.Seq <= Hashes.Count && Hashes[known.Seq - 1].Span.SequenceEqual(known.Head.Span);

    /// <summary>The entries that record these events next, chained to what is there.</summary>
    public static ImmutableArray<(JournalEntry Entry, StoredEntry Stored)> Record(
        RunId run, int after, ReadOnlyMemory<byte> head, IEnumerable<RunEvent> events, Actor by, DateTimeOffset now)
    {
        var at = JournalFormat.ToStored(now);
        var recorded = ImmutableArray.CreateBuilder<(JournalEntry, StoredEntry)>();
        foreach (var happens in events)
        {
            var entry = new JournalEntry(run.Number, ++after, at, by, happens);
            var body = JournalFormat.Write(entry);
            head = JournalFormat.Chain(head.Span, body);
            recorded.Add((entry, new StoredEntry(after, at, JournalFormat.KindOf(happens), body, head)));
        }
        return recorded.ToImmutable();
    }
}
