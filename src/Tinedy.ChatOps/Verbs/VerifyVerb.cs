using System.CommandLine;
using System.Text;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Postgres.Journal;

namespace Tinedy.ChatOps.Verbs;

/// <summary><c>verify RUN|FILE</c>: exit 0 when the journal, an evidence file or an exported checklist is intact; 1 with every place where it is not.</summary>
internal static class VerifyVerb
{
    public static System.CommandLine.Command Command()
    {
        var what = new Argument<string>("RUN|FILE") { Description = "A run (17 or prod-17), an evidence file or an exported checklist." };
        var command = new System.CommandLine.Command("verify", "Check that nothing was changed or cut.") { what };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => VerifyAsync(parsed.GetValue(what)!, ct)));
        return command;
    }

    private static async Task<int> VerifyAsync(string what, CancellationToken ct)
    {
        if (File.Exists(what)) return Say(what, OfFile(await File.ReadAllBytesAsync(what, ct)), null);
        if (Archive.Parse(what) is not { } run)
        {
            await System.Console.Error.WriteLineAsync($"{what} is neither a file nor a run.");
            return 1;
        }
        await using var archive = await Archive.OpenAsync(ct);
        var journal = archive.Get<IJournal>();
        if (await journal.FindAsync(run, ct) is not { } pin)
        {
            await System.Console.Error.WriteLineAsync($"There is no run {what}.");
            return 1;
        }
        var entries = await journal.ReadAsync(run, 0, ct);
        var facts = await archive.Get<PostgresAudit>().ReadAsync(run, ct);
        List<Flaw> flaws =
        [
            .. ChainVerifier.Verify(run, entries),
            .. ChainVerifier.Runbook(pin, entries),
            .. ChainVerifier.SignOffs(entries, await archive.Get<PostgresAudit>().SignOffsAsync(run, ct)),
            .. ChainVerifier.Against(entries,
            [
                ("the list of requests", facts.LastRequestSeq ?? 0), ("the list of signatures", facts.LastSignOffSeq ?? 0), ("the outbox", facts.LastWantedSeq ?? 0),
            ]),
        ];
        // A journal that is damaged already cannot be folded; one that looks whole can still lack its end.
        if (flaws.Count == 0 && await archive.Get<RunDesk>().ReadAsync(run, ct) is { } folded) flaws.AddRange(ChainVerifier.Hold(folded, facts.HoldsEnvironment));
        return Say($"run {run}", flaws, entries);
    }

    private static IReadOnlyList<Flaw> OfFile(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        if (text.StartsWith('{')) return EvidenceFile.Verify(text);
        try
        {
            RunbookExport.Strip(file);
            return [];
        }
        catch (FormatException changed)
        {
            return [new Flaw(0, changed.Message)];
        }
    }

    private static int Say(string what, IReadOnlyList<Flaw> flaws, IReadOnlyList<StoredEntry>? entries)
    {
        foreach (var flaw in flaws) System.Console.WriteLine(flaw.What);
        if (flaws.Count > 0)
        {
            System.Console.WriteLine($"{what}: NOT intact, {flaws.Count} {(flaws.Count == 1 ? "flaw" : "flaws")}.");
            return 1;
        }
        System.Console.WriteLine(entries is { Count: > 0 }
            ? $"{what}: intact, {entries.Count} entries, head {Convert.ToHexStringLower(entries[^1].Hash.Span)}."
            : $"{what}: intact.");
        return 0;
    }
}
