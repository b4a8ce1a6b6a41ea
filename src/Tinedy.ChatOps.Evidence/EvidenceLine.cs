using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Evidence;

/// <summary>Reads an exported file's last line and takes out what it lists; two hashes say whether that gave the truth.</summary>
internal static partial class EvidenceLine
{
    public static (byte[] Original, List<ChecklistEdit> Edits, string Closing) TakeBack(ReadOnlySpan<byte> exported)
    {
        var start = exported.LastIndexOf("<!-- chatops-evidence "u8);
        if (start < 0 || Line().Match(Encoding.UTF8.GetString(exported[start..])) is not { Success: true } line)
            throw new FormatException("This is no exported runbook: its last line is not the list of what was filled in.");
        var body = exported[..start];
        if (RunbookExport.Hash(body) != line.Groups["content"].Value)
            throw new FormatException("This file was changed after it was exported: its content has another SHA-256 than its last line says.");
        var closing = int.Parse(line.Groups["closing"].ValueSpan, CultureInfo.InvariantCulture);
        if (closing > body.Length) throw new FormatException("The last line of this export does not fit the file.");
        var (original, edits) = ChecklistEdits.TakeBack(body[..^closing], line.Groups["edits"].Value);
        if (RunbookExport.Hash(original) != line.Groups["runbook"].Value)
            throw new FormatException("The last line of this export was changed: what it lists does not lead back to the runbook.");
        return (original, edits, Encoding.UTF8.GetString(body[^closing..]));
    }

    [GeneratedRegex(@"\A<!-- chatops-evidence 1 runbook=(?<runbook>[0-9a-f]{64}) content=(?<content>[0-9a-f]{64}) closing=(?<closing>[0-9]{1,8}) edits=(?<edits>[0-9a-z+ -]*) -->\s*\z")]
    private static partial Regex Line();
}
