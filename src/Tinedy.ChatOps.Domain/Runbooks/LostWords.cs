using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The last look at the sections of sign-offs, contacts, criteria and rollbacks: a line with a word that is neither in the reading nor named
/// by a diagnostic is named here, so that whatever form a line has, nothing of it is lost without a word. Elsewhere what has the form of a
/// signature or a contact is named, because nobody signs it and nobody is called by it.
/// </summary>
internal static partial class LostWords
{
    /// <param name="bodyLine">1-based, behind the front matter.</param>
    public static void Look(SourceText source, int bodyLine, Outline outline, Runbook runbook, Findings findings)
    {
        var said = RunbookTree.Write(runbook) + string.Concat(runbook.Tickable.Concat(runbook.Criteria).Select(item => item.Command?.Text));
        InSections(source, outline, said, findings);
        Elsewhere(source, bodyLine, outline, said, findings);
    }

    private static void InSections(SourceText source, Outline outline, string said, Findings findings)
    {
        var named = findings.Lines().ToHashSet();
        foreach (var section in outline.Sections.Where(section => section.Kind is not (HeadingKind.Work or HeadingKind.Information or HeadingKind.Notes)))
            foreach (var line in TextLines(source, outline, section.Line + 1, section.LastLine).Where(line => !named.Contains(line)))
                if (!Introduces(section, source.Line(line)) && WordsOf(source.Line(line)).Any(word => !said.Contains(word, StringComparison.OrdinalIgnoreCase)))
                    findings.Warning(line, "partly-read", $"Not all of this line under \"{section.NameForPeople}\" was read. Run check, and compare it with the tree.");
    }

    private static void Elsewhere(SourceText source, int bodyLine, Outline outline, string said, Findings findings)
    {
        var named = findings.Lines().ToHashSet();
        foreach (var line in TextLines(source, outline, bodyLine, source.LineCount).Where(line => !named.Contains(line)))
        {
            if (!Form().IsMatch(source.Line(line)) || WordsOf(source.Line(line)).All(word => said.Contains(word, StringComparison.OrdinalIgnoreCase))) continue;
            if (Signature().IsMatch(source.Line(line)))
                findings.Warning(line, "out-of-place", "This line looks like a signature, and nobody signs it here. Signatures stand under a heading like \"Sign-off\".");
            else findings.Info(line, "out-of-place", "This line with a blank is for readers here. Contacts stand under a heading like \"Emergency Contacts\", signatures under \"Sign-off\".");
        }
    }

    /// <summary>"Go back if any of these occurs:" above the criteria.</summary>
    private static bool Introduces(DraftSection section, string line) => section.Kind == HeadingKind.RollbackCriteria && line.TrimEnd().EndsWith(':');

    /// <summary>Without blocks, headings, and the heading rows of tables.</summary>
    private static IEnumerable<int> TextLines(SourceText source, Outline outline, int first, int last)
    {
        for (var line = Math.Max(1, first); line <= last; line++)
        {
            var text = source.Line(line);
            var isTop = line < last && Delimiters().IsMatch(source.Line(line + 1)) && text.Contains('|', StringComparison.Ordinal);
            if (!outline.CodeLines.Contains(line) && !Structure().IsMatch(text) && !isTop) yield return line;
        }
    }

    private static IEnumerable<string> WordsOf(string line) =>
        Word().Matches(PlainText.Of(Mark().Replace(Blank().Replace(line, " "), ""))).Select(word => word.Value).Where(word => !Label().IsMatch(word));

    [GeneratedRegex(@"^ {0,3}#{1,6}(?:\s|$)|<!--|-->|^\s*</?(?:details|summary)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Structure();

    [GeneratedRegex(@"^[\s>|:-]*-[\s|:-]*$")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\])?")]
    private static partial Regex Mark();

    [GeneratedRegex("_{3,}")]
    private static partial Regex Blank();

    // A label, or the cell of a table, and a blank behind it.
    [GeneratedRegex(@"(?:\*\*|[\p{L}\p{N})]\s*[:：]|\s[-–—]\s|\|).*_{3,}")]
    private static partial Regex Form();

    [GeneratedRegex(@"(?:\*\*|\w)\s*[-–—:]\s*_{3,}.*_{3,}|\*\*\s*[-–—]\s*_{3,}")]
    private static partial Regex Signature();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    // Words of a form: they ask for something and are nothing themselves.
    [GeneratedRegex(
        "^(?:name|full|role|title|position|phone|telephone|tel|mobile|cell|number|mail|email|slack|teams|pager|date|time|signature|signatures|signed|sign|off|approved|by|on|at|initials|rolle|funktion|datum|telefon|handy|unterschrift|rôle|nom|téléphone|courriel|signé|par"
        + "|rol|nombre|fecha|firma|teléfono|correo|cargo|papel|função|nome|data|assinatura|telefone|дата|имя|роль|役割|氏名|日付|電話|署名)$", RegexOptions.IgnoreCase)]
    private static partial Regex Label();
}
