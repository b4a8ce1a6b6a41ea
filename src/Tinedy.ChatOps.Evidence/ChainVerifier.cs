using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Evidence;

/// <param name="Seq">The entry where it shows; 0 for the run as a whole.</param>
public sealed record Flaw(int Seq, string What);

/// <summary>A signature as the table <c>sign_off</c> lists it.</summary>
public sealed record ListedSignOff(int Seq, string Role, Identity Via, string Content);

/// <summary>
/// Recomputes a journal and names every place where it is not what was written: changed, cut, reordered or added to.
/// </summary>
public static class ChainVerifier
{
    /// <summary>Empty when the entries are intact among themselves. A cut at the end shows only against other facts, see <see cref="Against"/>.</summary>
    public static IReadOnlyList<Flaw> Verify(RunId run, IReadOnlyList<StoredEntry> entries)
    {
        var flaws = new List<Flaw>();
        if (entries.Count == 0) return [new(0, "The journal is empty: the start of the run is missing.")];

        ReadOnlyMemory<byte> previous = JournalFormat.Origin.ToArray();
        var expected = 1;
        foreach (var entry in entries)
        {
            if (entry.Seq != expected)
                flaws.Add(new(entry.Seq, string.Create(CultureInfo.InvariantCulture, $"Entry {expected} is missing: entry {entry.Seq} follows {expected - 1}.")));
            if (!entry.Hash.Span.SequenceEqual(JournalFormat.Chain(previous.Span, entry.Body)))
                flaws.Add(new(entry.Seq, string.Create(CultureInfo.InvariantCulture, $"Entry {entry.Seq} does not match its hash: it, or what stands before it, was changed.")));
            flaws.AddRange(Contradictions(run, entry));
            previous = entry.Hash;
            expected = entry.Seq + 1;
        }
        return flaws;
    }

    /// <summary>
    /// The first entry that does not match its hash, and one digest over all of them: that of a journal which was accepted as it is stays the same
    /// until something else in it is changed. Null: each entry matches.
    /// </summary>
    public static (int Seq, string Digest)? Broken(IReadOnlyList<StoredEntry> entries)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var first = 0;
        var previous = JournalFormat.Origin;
        foreach (var entry in entries)
        {
            var recomputed = JournalFormat.Chain(previous, entry.Body);
            previous = entry.Hash.Span;
            if (previous.SequenceEqual(recomputed)) continue;
            if (first == 0) first = entry.Seq;
            all.AppendData(recomputed);
        }
        return first == 0 ? null : (first, Convert.ToHexStringLower(all.GetCurrentHash()));
    }

    /// <summary>What the entries do not account for though the database knows of it: the mark of a journal that was cut at its end.</summary>
    /// <param name="knownSeqs">Entries that other records refer to, with the record's name: <c>("sign_off", 41)</c>.</param>
    public static IReadOnlyList<Flaw> Against(IReadOnlyList<StoredEntry> entries, IEnumerable<(string Record, int Seq)> knownSeqs)
    {
        var last = entries.Count == 0 ? 0 : entries[^1].Seq;
        return [.. knownSeqs.Where(known => known.Seq > last).Select(known => new Flaw(last, string.Create(CultureInfo.InvariantCulture,
            $"The journal ends at entry {last}, but {known.Record} knows entry {known.Seq}: the end was cut off.")))];
    }

    /// <summary>The pinned bytes are the ones the run was started with.</summary>
    public static IReadOnlyList<Flaw> Runbook(PinnedRunbook pin, IReadOnlyList<StoredEntry> entries)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(pin.Runbook.Span));
        if (entries.Count == 0 || TryRead(entries[0]) is not { Event: RunEvent.Started started }) return [];
        return started.RunbookHash == hash ? [] : [new(1, "The stored runbook is not the one that the run was started with.")];
    }

    /// <summary>Every signature that the database lists is in the journal as it is listed, and the other way round.</summary>
    public static IReadOnlyList<Flaw> SignOffs(IReadOnlyList<StoredEntry> entries, IReadOnlyList<ListedSignOff> listed)
    {
        var signed = entries.Select(TryRead).OfType<JournalEntry>()
            .Where(entry => entry is { Event: RunEvent.SignedOff, By.Via: not null })
            .Select(entry => (Entry: entry, Event: (RunEvent.SignedOff)entry.Event))
            .Select(at => new ListedSignOff(at.Entry.Seq, at.Event.Role, at.Entry.By.Via!.Value, at.Event.Content)).ToList();
        return
        [
            .. listed.Except(signed).Select(row => new Flaw(row.Seq, string.Create(CultureInfo.InvariantCulture,
                $"The list of signatures has {row.Role} by {row.Via} at entry {row.Seq}; the journal does not."))),
            .. signed.Except(listed).Select(row => new Flaw(row.Seq, string.Create(CultureInfo.InvariantCulture,
                $"Entry {row.Seq} signs {row.Role} by {row.Via}; the list of signatures does not have it."))),
        ];
    }

    /// <summary>A run that has let go of its environment has ended, and the other way round: else its last entries were cut off.</summary>
    public static IReadOnlyList<Flaw> Hold(Run folded, bool holdsEnvironment) => folded.HoldsEnvironment == holdsEnvironment
        ? []
        : [new(folded.Seq, holdsEnvironment
            ? $"The journal says that run {folded.Id} has let go of {folded.Environment}; the database says it holds it."
            : $"The journal ends while run {folded.Id} holds {folded.Environment}; the database says it has let go: the end was cut off.")];

    private static IEnumerable<Flaw> Contradictions(RunId run, StoredEntry entry)
    {
        if (TryRead(entry) is not { } read)
        {
            yield return new(entry.Seq, string.Create(CultureInfo.InvariantCulture, $"Entry {entry.Seq} cannot be read."));
            yield break;
        }
        if (read.RunId != run || read.Seq != entry.Seq)
            yield return new(entry.Seq, string.Create(CultureInfo.InvariantCulture, $"Entry {entry.Seq} says that it is entry {read.Seq} of run {read.Run}."));
        if (read.At != entry.At || JournalFormat.KindOf(read.Event) != entry.Kind)
            yield return new(entry.Seq, string.Create(CultureInfo.InvariantCulture, $"Entry {entry.Seq}: its columns say {entry.Kind} at {entry.At:O}, its text says otherwise."));
    }

    private static JournalEntry? TryRead(StoredEntry entry)
    {
        try
        {
            return JournalFormat.Read(entry.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
