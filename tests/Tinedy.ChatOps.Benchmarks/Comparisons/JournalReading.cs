using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Events a second from stored text: folded into a state against the mere parsing of the same JSON, and verified against bare
/// SHA-256 over the same bytes and against hashing and parsing together, which is the least a verifier can do.
/// </summary>
internal static class JournalReading
{
    private const int Entries = 10_000;
    private const int RoundCount = 9;
    private static readonly ImmutableSortedDictionary<string, string> NoBindings = ImmutableSortedDictionary<string, string>.Empty;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var runbook = RunbookReader.Read(File.ReadAllBytes(LargeRunbook.Paper), "migration-checklist.md").Runbook!;
        var entries = Write(runbook);

        var fold = await Rounds.CompareAsync(RoundCount, () => RateAsync(() => Fold(runbook, entries)), () => RateAsync(() => Parse(entries)));
        yield return new("events folded from stored text / only parsed as JSON", Table.PerSecond(fold.Ours), Table.PerSecond(fold.Theirs), fold.Ratio);

        var verify = await Rounds.CompareAsync(RoundCount, () => RateAsync(() => Verify(entries)), () => RateAsync(() => Hash(entries)));
        yield return new("events verified / bare SHA-256 over the same bytes", Table.PerSecond(verify.Ours), Table.PerSecond(verify.Theirs), verify.Ratio);

        var least = await Rounds.CompareAsync(RoundCount, () => RateAsync(() => Verify(entries)), () => RateAsync(() => HashAndParse(entries)));
        yield return new("events verified / bare SHA-256 and JSON parsing", Table.PerSecond(least.Ours), Table.PerSecond(least.Theirs), least.Ratio);
    }

    private static async Task<double> RateAsync(Action work) => Entries / await Rounds.Seconds(work);

    private static void Fold(Runbook runbook, List<StoredEntry> entries)
    {
        var run = Run.Fold(runbook, entries.Select(entry => JournalFormat.Read(entry.Body)));
        if (run.Seq != Entries) throw new InvalidOperationException("Not everything was folded.");
    }

    private static void Verify(List<StoredEntry> entries)
    {
        if (ChainVerifier.Verify(new(1), entries) is [var flaw, ..]) throw new InvalidOperationException(flaw.What);
    }

    private static void Parse(List<StoredEntry> entries)
    {
        foreach (var entry in entries) JsonDocument.Parse(entry.Body).Dispose();
    }

    private static void Hash(List<StoredEntry> entries)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var entry in entries) SHA256.HashData(Encoding.UTF8.GetBytes(entry.Body), hash);
    }

    private static void HashAndParse(List<StoredEntry> entries)
    {
        Hash(entries);
        Parse(entries);
    }

    /// <summary>A journal as a busy run leaves it: ticks, undos, steps with what they printed, and notes.</summary>
    private static List<StoredEntry> Write(Runbook runbook)
    {
        var by = new Actor("dba", "dba@example.org", new Identity("slack", "T1", "U7"), [new("slack", "T1", "U7"), new("teams", "tenant", "object")]);
        var at = new DateTimeOffset(2024, 12, 27, 21, 30, 0, TimeSpan.Zero);
        var previous = JournalFormat.Origin.ToArray();
        var entries = new List<StoredEntry>(Entries);
        for (var seq = 1; seq <= Entries; seq++)
        {
            var what = seq == 1 ? new RunEvent.Started("prod", "migration.md", runbook.Hash, runbook.Hash, []) : Next(runbook, seq, at);
            var body = JournalFormat.Write(new(1, seq, at = at.AddSeconds(1), by, what));
            previous = JournalFormat.Chain(previous, body);
            entries.Add(new(seq, at, JournalFormat.KindOf(what), body, previous));
        }
        return entries;
    }

    private static RunEvent Next(Runbook runbook, int seq, DateTimeOffset at)
    {
        var items = runbook.Items.ToList();
        var item = items[seq / 5 % items.Count].Key;
        return (seq % 5) switch
        {
            0 => new RunEvent.ItemTicked(item, "seen on both replicas"),
            1 => new RunEvent.ItemUndone(item),
            2 => new RunEvent.NoteWritten("Replication lag is back to normal, going on"),
            3 => new RunEvent.StepStarted(item, seq / 5, "pg_dump \"$DATABASE_URL\" > backup.sql", runbook.Hash, NoBindings, null),
            _ => new RunEvent.StepEnded(item, seq / 5, new(Outcome.Succeeded, 0, null, at, at.AddSeconds(1), 12, 900, runbook.Hash, ["done", "12 tables"], [], null)),
        };
    }
}
