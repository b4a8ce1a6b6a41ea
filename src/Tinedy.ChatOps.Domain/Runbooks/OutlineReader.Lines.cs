using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Lines of a paragraph that are headings, and lines that are no part of the item they are glued to.</summary>
internal sealed partial class OutlineReader
{
    /// <summary>"**Rollback Plan**" alone on a line, as documents have it that were no Markdown before: what stands beneath it in its paragraph is under it.</summary>
    /// <returns>False where no line of the paragraph is a heading.</returns>
    private bool OpensLine(int start, int end)
    {
        var before = start;
        for (var line = source.LineAt(start); line <= source.LineAt(Math.Max(start, end - 1)); line++)
        {
            var (from, to) = (Math.Max(start, source.StartOf(line)), Math.Min(end, source.EndOf(line)));
            if (BoldWords(from, to) is not { } words || (from > start && !HeadingTracker.Knows(words))) continue;
            if (before < from && from > start) AddText(before, from);
            if (headings.OpenLine(DraftHeading.Bold, words, line)) before = Math.Min(end, to + 1);
            else if (from > start) before = from;
        }
        if (before == start) return false;
        if (before < end && source.Text[before..end].Trim().Length > 0) headings.Here().Texts.Add((before, end));
        return true;
    }

    private void AddText(int from, int to)
    {
        if (headings.Section is not null || headings.Phase is { Kind: not HeadingKind.Work }) headings.Here().Texts.Add((from, to));
    }

    /// <summary>The words of a line in bold and nothing else; null for any other line.</summary>
    private string? BoldWords(int from, int to) =>
        BoldLine().Match(source.Text[from..to].Trim()) is { Success: true } bold ? HeadingWords.Clean(PlainText.Of(bold.Groups["words"].Value)) : null;

    /// <summary>
    /// Markdown glues a line without an indent to the item above it. One in bold alone is a heading or a label to everybody who reads the file,
    /// and no word of the item.
    /// </summary>
    /// <returns>Where that line begins; null without one.</returns>
    private int? GluedAt(int start, int end)
    {
        var column = start - source.StartOf(source.LineAt(start));
        for (var line = source.LineAt(start) + 1; line <= source.LineAt(Math.Max(start, end - 1)); line++)
        {
            var (from, to) = (source.StartOf(line), Math.Min(end, source.EndOf(line)));
            var indent = source.Text.AsSpan(from, to - from).IndexOfAnyExcept(" \t>");
            if (indent < 0 || indent >= column) continue;
            if (BoldWords(from + indent, to) is not null || (headings.Kind == HeadingKind.RollbackSteps && BranchWords.Are(source.Text[(from + indent)..to].TrimEnd()))) return from;
            if (Label().IsMatch(source.Text[(from + indent)..to]))
                findings.Warning(line, "glued-line", "Markdown glues this line to the item above it, so it is a part of that. Put an empty line in front of it.");
        }
        return null;
    }

    [GeneratedRegex(@"^(?:\*\*|__)(?<words>[^*_\r\n]{1,100}?)(?:\*\*|__)[ \t]*[:：]?$")]
    private static partial Regex BoldLine();

    // "If after step 3:", and not the end of a sentence that was wrapped.
    [GeneratedRegex(@"^\p{Lu}[^:：|`]{1,80}[:：]\s*$")]
    private static partial Regex Label();
}
