using System.Security.Cryptography;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Reads a Markdown checklist: bytes in, a runbook and every diagnostic out. Pure, and never throws for an input.</summary>
public static class RunbookReader
{
    /// <param name="file">The file, byte for byte; it becomes the runbook's <see cref="Runbook.Source"/>.</param>
    /// <param name="fileName">Used as title where the file has none.</param>
    public static Reading Read(ReadOnlyMemory<byte> file, string fileName)
    {
        if (SourceGuard.Judge(file.Span) is { } refusal) return new Reading(null, [refusal]);
        var findings = new Findings();
        var runbook = Read(file, fileName, SourceText.Decode(file.Span), findings);
        return new Reading(findings.HasErrors ? null : runbook, findings.ByLine()) { Understood = runbook };
    }

    /// <summary>
    /// A file that a run is pinned to, or that stands in an export: it was read once without an error, so whatever a later version complains
    /// about, it stays readable. Null only where nothing at all can be read.
    /// </summary>
    public static Runbook? ReadPinned(ReadOnlyMemory<byte> file, string fileName) =>
        SourceGuard.Judge(file.Span) is null ? Read(file, fileName, SourceText.Decode(file.Span), new Findings()) : null;

    private static Runbook? Read(ReadOnlyMemory<byte> file, string fileName, SourceText source, Findings findings)
    {
        var front = new FrontMatterReader(source, findings);
        var frontMatter = front.Read();
        SecretSigns.Look(source, findings);
        var bodyStart = front.BodyLine <= source.LineCount ? source.StartOf(front.BodyLine) : source.Text.Length;
        if (new OutlineReader(source, bodyStart, findings).Read() is not { } outline) return null;

        var title = Path.GetFileNameWithoutExtension(fileName);
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        var runbook = new RunbookAssembly(source, outline, findings).Build(title, file, hash, frontMatter);
        RunbookCheck.Structure(outline, runbook, findings);
        RunbookCheck.Names(runbook, front, findings);
        RunbookCheck.Watches(runbook, findings);
        LostLines.Look(source, front.BodyLine, outline, outline.Sections.SelectMany(section => section.Items).Select(item => item.Line)
            .Concat(runbook.SignOffs.Select(line => line.Line)).Concat(findings.LinesOf("not-understood")).ToHashSet(), findings);
        LostWords.Look(source, front.BodyLine, outline, runbook, findings);
        LostLists.Look(source, front.BodyLine, outline, runbook, findings);
        return runbook;
    }
}
