using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Lines that a person takes for items and that Markdown does not: misspelt boxes, boxes in tables and in HTML, other programs' forms, and
/// items that are swallowed by something around them.
/// </summary>
internal static partial class LostLines
{
    /// <param name="read">1-based lines of what was read as a line of a list, or is named already.</param>
    public static void Look(SourceText source, int bodyLine, Outline outline, IReadOnlySet<int> read, Findings findings)
    {
        var inComment = false;
        for (var line = bodyLine; line <= source.LineCount; line++)
        {
            if (outline.CodeLines.Contains(line)) continue;
            var text = source.Line(line);
            if (!inComment && !read.Contains(line) && Sentence(text, outline.HeadingLines.Contains(line)) is { } sentence) findings.Warning(line, "not-an-item", sentence);
            inComment = IsInComment(text, inComment);
        }
    }

    private static string? Sentence(string text, bool isHeading) =>
        NearlyAnItem().IsMatch(text) ? "This line looks like an item but is none. Write \"- [ ] text\", with a blank behind the dash, in the brackets and behind them."
        : Item().IsMatch(text) ? $"This item {Swallowed}"
        : Heading().IsMatch(text) && !isHeading ? $"This heading {Swallowed}"
        : Command().IsMatch(text) ? $"This block {Swallowed}"
        : BoxInTable().IsMatch(text) ? "A box in a table is no item. Write it as a line of a list: \"- [ ] text\"."
        : BoxBehindMark().IsMatch(text) ? "This line has a box and is no item, because no \"-\" stands in front of it. Write \"- [ ] text\"."
        : OtherProgram().IsMatch(text) ? "This is another program's form of an item, and no Markdown. Write \"- [ ] text\"."
        : WikiHeading().IsMatch(text) ? "This is a heading of a wiki, and no Markdown: what follows belongs to the heading above. Write \"## text\"."
        : null;

    private const string Swallowed = "is swallowed by what stands around it, so it is none: HTML without an empty line behind it, or too deep an indent.";

    private static bool IsInComment(string text, bool before)
    {
        var (opens, closes) = (text.LastIndexOf("<!--", StringComparison.Ordinal), text.LastIndexOf("-->", StringComparison.Ordinal));
        return opens > closes || (before && closes < 0);
    }

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+\S")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?:bash|sh|sql|http|page|notify)\b")]
    private static partial Regex Command();

    [GeneratedRegex(@"^[ \t>]*(?:[-*+]\[[ xX]?\]|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[\](?!\()|\[[ xX]\](?![\s(:\[]|$)|\[[ xX]{2,}\]))")]
    private static partial Regex NearlyAnItem();

    [GeneratedRegex(@"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=\s|$)")]
    private static partial Regex Item();

    [GeneratedRegex(@"\|[ \t]*(?:[-*][ \t]+)?(?:\[[ xX]?\](?!\()|[☐☑☒⬜])[^|]*\|")]
    private static partial Regex BoxInTable();

    // GitLab's "[~]", Obsidian's "[-]", a box without a list, boxes that are characters, Confluence's and GitHub's own HTML.
    [GeneratedRegex(@"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+\[[~\-/>!?*✓✔✗✘]\]|\[[ xX]?\](?=[ \t]+\S)|(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?[☐☑☒⬜])|<ac:task>|<input\b[^>]{0,80}checkbox", RegexOptions.IgnoreCase)]
    private static partial Regex OtherProgram();

    // "• [ ]", "– [ ]", "o [x]", "a) [ ]", "1: [ ]": whatever short mark stands in front; and an empty box within a line that is no item.
    [GeneratedRegex(@"^[ \t>]*(?:[^\p{L}\p{N}\s\[\]|`<>]{1,3}|[oO]|[\p{L}\p{N}]{1,3}[.):])[ \t]*\[[ xX]\](?=[ \t]+\S)|^(?:[^`]*`[^`]*`)*[^`]*(?<![\w\]`])\[ \](?=[ \t]+\S)")]
    private static partial Regex BoxBehindMark();

    [GeneratedRegex(@"^(?:h[1-6]\.[ \t]+\S|={2,6}[ \t]+\S.*[ \t]+={2,6}[ \t]*$)")]
    private static partial Regex WikiHeading();
}
