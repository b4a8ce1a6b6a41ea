using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The last look at the sections of sign-offs, contacts, criteria, rollbacks and information: a line with a word that is neither in the reading nor named
/// by a diagnostic is named here, so that whatever form a line has, nothing of it is lost without a word.
/// </summary>
internal static partial class LostWords
{
    /// <param name="bodyLine">1-based, behind the front matter.</param>
    public static void Look(SourceText source, int bodyLine, Outline outline, Runbook runbook, Findings findings)
    {
        var said = RunbookTree.Write(runbook) + string.Concat(runbook.Tickable.Concat(runbook.Criteria).Select(item => item.Command?.Text));
        var named = findings.Lines().ToHashSet();
        foreach (var section in outline.Sections.Where(section => section.Kind is not (HeadingKind.Work or HeadingKind.Notes)))
            foreach (var line in TextLines(source, outline, section.Line + 1, section.LastLine).Where(line => !named.Contains(line)))
                if (!IsForReaders(section.Kind, source.Line(line)) && !IsSaid(source.FormLine(line), said)) Name(section, line, findings);
        OutOfPlace.Look(source, bodyLine, outline, runbook, said, findings);
    }

    private static void Name(DraftSection section, int line, Findings findings)
    {
        if (section.Kind == HeadingKind.Information)
            findings.Info(line, "not-understood", $"This line under \"{section.NameForPeople}\" is no field, and is for readers. Write: **Environment:** production");
        else findings.Warning(line, "partly-read", $"Not all of this line under \"{section.NameForPeople}\" was read. Run check, and compare it with the tree.");
    }

    private static bool IsForReaders(HeadingKind kind, string line) => kind switch
    {
        // "Go back if any of these occurs:" above the criteria.
        HeadingKind.RollbackCriteria => line.TrimEnd().EndsWith(':'),
        // What could be a field has a label, or is the row of a table.
        HeadingKind.Information => !Labelled().IsMatch(line),
        _ => false,
    };

    /// <summary>Every word of the line that is not one of a form's own is in the reading.</summary>
    public static bool IsSaid(string line, string said) => WordsOf(line).All(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without blocks, headings, and the heading rows of tables.</summary>
    public static IEnumerable<int> TextLines(SourceText source, Outline outline, int first, int last)
    {
        for (var line = Math.Max(1, first); line <= last; line++)
        {
            var text = source.Line(line);
            var isTop = line < last && IsTopOfTable(text, source.Line(line + 1));
            if (!outline.CodeLines.Contains(line) && !Structure().IsMatch(text) && !isTop) yield return line;
        }
    }

    public static bool IsTopOfTable(string line, string next) => line.Contains('|', StringComparison.Ordinal) && IsDelimiters(next);

    private static bool IsDelimiters(string line) => line.LastIndexOf('>') < line.LastIndexOf('-') && line.All(letter => char.IsWhiteSpace(letter) || letter is '>' or '|' or ':' or '-');

    private static IEnumerable<string> WordsOf(string line) =>
        Word().Matches(PlainText.Of(Mark().Replace(line.Replace('_', ' '), ""))).Select(word => word.Value).Where(word => !FormWords.Asking.Contains(word));

    [GeneratedRegex(@"^ {0,3}#{1,6}(?:\s|$)|<!--|-->|^\s*</?(?:details|summary)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Structure();

    [GeneratedRegex(@"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?[^\s:：|][^:：|]{1,60}(?:：|:(?=\s|$))|^[\s>]*\|")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\])?")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
