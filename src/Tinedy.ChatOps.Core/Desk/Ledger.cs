using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>
/// Folded runs, kept so that a click costs one statement however long the history is. Never trusted for a refusal or across an
/// overtaken append: then the tail is read from the journal.
/// </summary>
internal sealed class Ledger(IJournal journal)
{
    private readonly ConcurrentDictionary<RunId, Folded> runs = new();
    private readonly ConcurrentDictionary<RunId, SemaphoreSlim> turns = new();

    /// <summary>One request of a run at a time on this replica, so that neighbours do not overtake each other in vain.</summary>
    public async Task<IDisposable> TakeTurnAsync(RunId run, CancellationToken ct)
    {
        var turn = turns.GetOrAdd(run, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    /// <summary>The fold as last seen here, read whole the first time; null when there is no such run.</summary>
    public async Task<Folded?> SeenAsync(RunId run, CancellationToken ct) => runs.GetValueOrDefault(run) ?? await ReadAllAsync(run, ct);

    /// <summary>The fold with everything the journal has now.</summary>
    public async Task<Folded?> LatestAsync(RunId run, CancellationToken ct)
    {
        if (runs.GetValueOrDefault(run) is not { } seen) return await ReadAllAsync(run, ct);
        var tail = await journal.ReadAsync(run, seen.Run.Seq, ct);
        return tail.Count == 0 ? seen : Keep(seen.With(tail));
    }

    public Folded Keep(Folded folded) => runs.AddOrUpdate(folded.Run.Id, folded, (_, known) => known.Run.Seq > folded.Run.Seq ? known : folded);

    private async Task<Folded?> ReadAllAsync(RunId run, CancellationToken ct)
    {
        if (await journal.FindAsync(run, ct) is not { } pin) return null;
        var stored = await journal.ReadAsync(run, 0, ct);
        return Keep(Folded.Begin(Pinned(pin), stored));
    }

    private static Runbook Pinned(Pin pin) => RunbookReader.Read(pin.Runbook, pin.RunbookName).Runbook
        ?? throw new InvalidOperationException($"The runbook that run {pin.Run} was pinned to cannot be read any more.");

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>A run's state and what the next entry must follow.</summary>
/// <param name="Head">The hash of the last entry.</param>
/// <param name="Entries">What was folded: kept, because every drawing of a board, a thread and a timeline goes through all of it.</param>
internal sealed record Folded(Run Run, ReadOnlyMemory<byte> Head, ImmutableList<JournalEntry> Entries)
{
    public static Folded Begin(Runbook runbook, IReadOnlyList<StoredEntry> stored)
    {
        var entries = stored.Select(entry => JournalFormat.Read(entry.Body)).ToImmutableList();
        return new(Run.Fold(runbook, entries), stored[^1].Hash, entries);
    }

    /// <summary>Folds what is stored, read back from its text, so that every replica arrives at the same state.</summary>
    public Folded With(IEnumerable<StoredEntry> tail) => tail.Aggregate(this, (folded, stored) =>
    {
        var entry = JournalFormat.Read(stored.Body);
        return new(folded.Run.Apply(entry), stored.Hash, folded.Entries.Add(entry));
    });

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
