using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Blocks of HTML: what in them is a heading to everybody who reads the page.</summary>
internal sealed partial class OutlineReader
{
    private void VisitHtml(HtmlBlock html, DraftItem? owner)
    {
        VisitComment(html, owner);
        if (html.Type == HtmlBlockType.Comment) return;
        var text = source.Text[Start(html)..End(html)];
        var summary = Summary().Match(text);
        var heading = summary.Success ? summary : HtmlHeading().Match(text);
        var (first, last) = heading.Success && OpensHtml(heading, summary.Success, source.LineAt(Start(html) + heading.Index))
            ? (source.LineAt(Start(html) + heading.Index), source.LineAt(Start(html) + heading.Index + heading.Length - 1)) : (0, 0);
        for (var line = LineOf(html); HasMeaning && line <= source.LineAt(End(html)); line++)
            if (PlainText.Of(WithoutHeading(line, first, last)).Length > 0) headings.Here().Strays.Add((line, "line of HTML"));
        if (text.Contains("</details", StringComparison.OrdinalIgnoreCase) && !text.Contains("<details", StringComparison.OrdinalIgnoreCase)) headings.CloseSummary();
    }

    /// <summary>
    /// A summary, or a heading like "&lt;h2&gt;Emergency Contacts&lt;/h2&gt;", which is one to everybody who reads the page. Where its words mean
    /// nothing it opens nothing.
    /// </summary>
    private bool OpensHtml(Match tag, bool isSummary, int line)
    {
        var words = HeadingWords.Clean(PlainText.Of(Spaces().Replace(tag.Groups["words"].Value, " ")));
        if (headings.OpenLine(isSummary ? DraftHeading.Summary : DraftHeading.Bold, words, line))
        {
            latest = null;
            return true;
        }
        if (!isSummary) findings.Warning(line, "not-a-heading", "This heading is HTML and no Markdown, so it opens nothing: what follows belongs to the heading above. Write \"## text\".");
        return false;
    }

    /// <summary>What a line holds beside the heading that was read from these lines.</summary>
    private string WithoutHeading(int line, int first, int last) =>
        line < first || line > last ? source.Line(line)
        : first < last ? ""
        : HtmlHeading().Replace(Summary().Replace(source.Line(line), ""), "");

    [GeneratedRegex(@"<summary\b[^>]*>(?<words>.{1,200}?)</summary>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex(@"<h[1-6]\b[^>]*>(?<words>.{1,200}?)</h[1-6]>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex HtmlHeading();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
