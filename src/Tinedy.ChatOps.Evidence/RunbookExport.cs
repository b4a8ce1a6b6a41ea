using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Evidence;

/// <summary>
/// The paper, filled in: the same file byte for byte outside ticks and blanks, with who, when and how behind the lines
/// and a closing part at the end. Its last line is a comment that lists what was added, so that anybody can take it out
/// again and hold the original bytes (<see cref="Strip"/>), or read the run from it (<see cref="ReadBack"/>).
/// </summary>
public static class RunbookExport
{
    /// <exception cref="ArgumentException">The outcome speaks of an item, a role or a label that the paper does not have.</exception>
    public static byte[] Write(Runbook runbook, ChecklistOutcome outcome)
    {
        var lineEnd = LineEndOf(runbook.Source.Span);
        var edits = new ChecklistWriter(runbook, lineEnd).Write(outcome);
        var body = ChecklistEdits.Apply(runbook.Source.Span, edits, Closing(runbook, outcome, lineEnd));
        var last = $"<!-- chatops-evidence 1 runbook={runbook.Hash} content={Hash(body)} closing={ClosingLength(runbook, outcome, lineEnd)} edits={ChecklistEdits.Write(edits)} -->";
        return [.. body, .. Encoding.UTF8.GetBytes(last + lineEnd)];
    }

    /// <summary>The original bytes of an exported file.</summary>
    /// <exception cref="FormatException">This is no exported file, or it was changed afterwards; the message says which.</exception>
    public static byte[] Strip(ReadOnlySpan<byte> exported) => EvidenceLine.TakeBack(exported).Original;

    /// <summary>The finished run, from an exported file alone.</summary>
    /// <exception cref="FormatException">This is no exported file, or it was changed afterwards; the message says which.</exception>
    public static ReadBack ReadBack(ReadOnlySpan<byte> exported)
    {
        var (original, edits, closing) = EvidenceLine.TakeBack(exported);
        var runbook = RunbookReader.ReadPinned(original, "runbook.md")
            ?? throw new FormatException("The file inside this export is no runbook that this version can read.");
        return new ReadBack(runbook, ChecklistParser.Read(runbook, edits) with { Closing = [.. ClosingLines(closing)] });
    }

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Closing(Runbook runbook, ChecklistOutcome outcome, string lineEnd)
    {
        var source = runbook.Source.Span;
        var closing = new StringBuilder();
        if (source.Length > 0 && source[^1] is not (byte)'\n' and not (byte)'\r') closing.Append(lineEnd);
        if (outcome.Closing.Length == 0) return closing.ToString();
        closing.Append(lineEnd).Append("---").Append(lineEnd).Append(lineEnd);
        foreach (var line in outcome.Closing) closing.Append("- ").Append(ChecklistText.Escape(line)).Append(lineEnd);
        return closing.Append(lineEnd).ToString();
    }

    private static int ClosingLength(Runbook runbook, ChecklistOutcome outcome, string lineEnd) =>
        Encoding.UTF8.GetByteCount(Closing(runbook, outcome, lineEnd));

    private static IEnumerable<string> ClosingLines(string closing) => closing
        .Split('\r', '\n')
        .Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => ChecklistText.Unescape(line[2..]));

    /// <summary>The first line end is the file's; a file of one line gets LF.</summary>
    private static string LineEndOf(ReadOnlySpan<byte> source) => source.IndexOfAny((byte)'\r', (byte)'\n') switch
    {
        >= 0 and var at when source[at] == '\r' => at + 1 < source.Length && source[at + 1] == '\n' ? "\r\n" : "\r",
        _ => "\n",
    };
}
