using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>A long history, written in large appends: only what comes after is measured.</summary>
internal static class SeededHistory
{
    private const int AtOnce = 500;

    /// <summary>Notes, and ticks with their undos, until the run has that many entries. What the run service has seen of it is then stale.</summary>
    public static async Task WriteAsync(BenchRunService service, RunId run, int entries)
    {
        var stored = await service.Journal.ReadAsync(run, 0, CancellationToken.None);
        var item = (await service.Runs.ReadAsync(run, CancellationToken.None))!.Runbook.Find(BenchRunService.Item)!.Key;
        var (at, previous) = (stored[^1].At, stored[^1].Hash.ToArray());
        var past = new List<StoredEntry>();
        for (var seq = stored.Count + 1; seq <= entries; seq++)
        {
            RunEvent what = (seq % 4) switch
            {
                0 or 2 => new RunEvent.NoteWritten("Replication lag is back to normal, going on"),
                1 => new RunEvent.ItemUndone(item),
                _ => new RunEvent.ItemTicked(item, null),
            };
            var body = JournalFormat.Write(new(run.Number, seq, at, service.Holder(0), what));
            previous = JournalFormat.Chain(previous, body);
            past.Add(new(seq, at, JournalFormat.KindOf(what), body, previous));
        }
        var before = stored[^1].Hash;
        foreach (var chunk in past.Chunk(AtOnce))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"past/{run}/{chunk[0].Seq}");
            if (await service.Journal.AppendAsync(new(run, key, [.. chunk]) { Before = before }, CancellationToken.None) is not AppendResult.Done)
                throw new InvalidOperationException("The past could not be written.");
            before = chunk[^1].Hash;
        }
        // Entry 10,000 leaves the item as it was found.
        if ((await service.Runs.ReadAsync(run, CancellationToken.None))![item].Ticks.Length > 0) await service.ClickAsync(run, new Command.Undo(BenchRunService.Item));
    }
}
