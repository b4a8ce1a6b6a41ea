using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Evidence;

/// <summary>A short, true journal to tamper with.</summary>
internal static class Chains
{
    public static RunId Run { get; } = new(17);

    public static PinnedRunbook Pin { get; } = new(Run, "prod", "small.md", Paper.Small.Source, Paper.Small.Hash, new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero));

    public static List<StoredEntry> Good() => Of(new Story().Ticked(Crew.Dba, "1.1.1").Ran("1.2.1").Given(Crew.Po, new RunEvent.NoteWritten("naïve 🚀 \"quoted\"")).Journal);

    public static List<StoredEntry> Of(IEnumerable<JournalEntry> journal)
    {
        var head = JournalFormat.Origin.ToArray();
        var chain = new List<StoredEntry>();
        foreach (var entry in journal)
        {
            var body = JournalFormat.Write(entry);
            head = JournalFormat.Chain(head, body);
            chain.Add(new(entry.Seq, entry.At, JournalFormat.KindOf(entry.Event), body, head));
        }
        return chain;
    }
}
