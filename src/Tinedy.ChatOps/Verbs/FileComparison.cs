using System.Globalization;
using System.Text;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Verbs;

/// <summary>
/// Holds a file that agrees with itself against the journal that it says it is of: whoever edits a file can also renew the hashes in it.
/// </summary>
internal static class FileComparison
{
    private const int Shown = 5;

    /// <summary>The run that a file says it is of; null where it says none.</summary>
    public static RunId? RunOf(byte[] file) => IsEvidence(file) ? EvidenceFile.RunOf(Encoding.UTF8.GetString(file)) : ReferenceOf(file)?.Run;

    /// <summary>Every place where the file says something else than the journal; empty when there is none.</summary>
    /// <param name="pin">Of the run of <see cref="RunOf"/>.</param>
    public static async Task<IReadOnlyList<Flaw>> CompareAsync(byte[] file, PinnedRunbook pin, IReadOnlyList<StoredEntry> entries, AccessDirectory access, ForecastReader forecasts, CancellationToken ct)
    {
        if (IsEvidence(file)) return EvidenceFile.Against(Encoding.UTF8.GetString(file), pin, entries);
        var reference = ReferenceOf(file)!;
        if (reference.Entries < 1 || reference.Entries > entries.Count)
            return [new(reference.Entries, string.Create(CultureInfo.InvariantCulture, $"The file was made of {reference.Entries} entries; the journal has {entries.Count}."))];
        var head = Convert.ToHexStringLower(entries[reference.Entries - 1].Hash.Span);
        if (head != reference.Head)
            return [new(reference.Entries, string.Create(CultureInfo.InvariantCulture, $"The file names {reference.Head} as the hash of entry {reference.Entries}; in the journal it is {head}."))];
        var runbook = RunbookReader.Read(pin.Runbook, pin.RunbookName).Runbook!;
        var run = Run.Fold(runbook, [.. entries.Take(reference.Entries).Select(entry => JournalFormat.Read(entry.Body))]);
        return Differences(file, RunbookExport.Write(runbook, RunReport.Of(run, access, head, await forecasts.OfAsync(run, ct))));
    }

    private static List<Flaw> Differences(byte[] file, byte[] journal)
    {
        var (said, given) = (LinesOf(file), LinesOf(journal));
        var differing = Enumerable.Range(0, Math.Max(said.Length, given.Length)).Where(at => said.ElementAtOrDefault(at) != given.ElementAtOrDefault(at)).ToList();
        return [.. differing.Take(Shown).Select(at => new Flaw(0, string.Create(CultureInfo.InvariantCulture,
            $"Line {at + 1}: the file says \"{said.ElementAtOrDefault(at)}\", the journal gives \"{given.ElementAtOrDefault(at)}\".")))];
    }

    /// <summary>Without the last one, whose hashes follow from all others.</summary>
    private static string[] LinesOf(byte[] file) => Encoding.UTF8.GetString(file).TrimEnd().ReplaceLineEndings("\n").Split('\n')[..^1];

    private static bool IsEvidence(byte[] file) => file is [(byte)'{', ..];

    private static ChecklistReference? ReferenceOf(byte[] file)
    {
        try
        {
            return ChecklistReference.Read(RunbookExport.ReadBack(file).Outcome.Closing);
        }
        catch (FormatException)
        {
            // Its runbook is of another version of this program.
            return null;
        }
    }
}
