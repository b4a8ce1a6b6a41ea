using System.CommandLine;
using System.Globalization;
using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Journal;

namespace Tinedy.ChatOps.Verbs;

/// <summary>
/// <c>verify RUN|FILE</c>: exit 0 when the journal, an evidence file or an exported checklist is intact; 1 with every place where it is not.
/// A file is compared with the journal as well where a database with that run can be reached.
/// </summary>
internal static class VerifyVerb
{
    public static System.CommandLine.Command Command(string[] settings)
    {
        var what = new Argument<string>("RUN|FILE") { Description = "A run (17 or prod-17), an evidence file or an exported checklist." };
        var command = new System.CommandLine.Command("verify", "Check that nothing was changed or cut.") { what };
        command.SetAction((parsed, ct) => CommandLine.ReportingAsync(() => VerifyAsync(parsed.GetValue(what)!, settings, ct)));
        return command;
    }

    private static async Task<int> VerifyAsync(string what, string[] settings, CancellationToken ct)
    {
        if (File.Exists(what)) return await VerifyFileAsync(what, settings, ct);
        if (JournalArchive.Parse(what) is not { } run)
        {
            await System.Console.Error.WriteLineAsync($"{what} is neither a file nor a run.");
            return 1;
        }
        await using var archive = await JournalArchive.OpenAsync(settings, ct);
        var journal = archive.Get<IJournal>();
        if (await journal.FindAsync(run, ct) is not { } pin)
        {
            await System.Console.Error.WriteLineAsync($"There is no run {what} in {archive.Name}.");
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
        if (flaws.Count == 0 && await archive.Get<RunService>().ReadAsync(run, ct) is { } folded) flaws.AddRange(ChainVerifier.Hold(folded, facts.HoldsEnvironment));
        var head = entries.Count == 0 ? "none" : Convert.ToHexStringLower(entries[^1].Hash.Span);
        return Say($"run {run} in {archive.Name}", flaws, string.Create(CultureInfo.InvariantCulture, $"intact, {entries.Count} entries, head {head}."));
    }

    private static async Task<int> VerifyFileAsync(string path, string[] settings, CancellationToken ct)
    {
        var file = await File.ReadAllBytesAsync(path, ct);
        if (OfFile(file) is { Count: > 0 } flaws) return Say(path, flaws, "");
        if (FileComparison.RunOf(file) is not { } run) return Alone(path, "it names no run");
        var (archive, why) = await JournalArchive.FindAsync(settings, ct);
        if (archive is null) return Alone(path, why);
        await using (archive)
        {
            try
            {
                return await CompareAsync(path, file, run, archive, ct);
            }
            catch (Npgsql.NpgsqlException away)
            {
                return Alone(path, $"{archive.Name} could not be read: {UserErrors.Sentence(away)}");
            }
        }
    }

    private static async Task<int> CompareAsync(string path, byte[] file, RunId run, JournalArchive archive, CancellationToken ct)
    {
        var journal = archive.Get<IJournal>();
        if (await journal.FindAsync(run, ct) is not { } pin) return Alone(path, $"there is no run {run} in {archive.Name}");
        var entries = await journal.ReadAsync(run, 0, ct);
        var different = await FileComparison.CompareAsync(file, pin, entries, archive.Get<AccessDirectory>(), archive.Get<ForecastReader>(), ct);
        return Say(path, different, $"intact: agrees with itself and with run {run} in {archive.Name}.", $"does not agree with run {run} in {archive.Name}");
    }

    /// <summary>What a file alone can prove: whoever edited it could have renewed its hashes.</summary>
    private static int Alone(string path, string why)
    {
        System.Console.WriteLine($"{path}: agrees with itself; not compared with a journal, because {why}.");
        return 0;
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

    private static int Say(string what, IReadOnlyList<Flaw> flaws, string well, string ill = "NOT intact")
    {
        foreach (var flaw in flaws) System.Console.WriteLine(flaw.What);
        System.Console.WriteLine(flaws.Count == 0 ? $"{what}: {well}" : $"{what}: {ill}, {flaws.Count} {(flaws.Count == 1 ? "flaw" : "flaws")}.");
        return flaws.Count == 0 ? 0 : 1;
    }
}
