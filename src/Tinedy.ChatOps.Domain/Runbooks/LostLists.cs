using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Names what a person takes for the work of a phase, and for its heading, and what is neither: a list without boxes where nothing has one,
/// and a line in bold above items. Besides, items whose words ask for a gate that nothing sets.
/// </summary>
internal static partial class LostLists
{
    /// <param name="bodyLine">1-based, behind the front matter.</param>
    public static void Look(SourceText source, int bodyLine, Outline outline, Runbook runbook, Findings findings)
    {
        var named = findings.Lines().ToHashSet();
        // A heading that may mean something is named, and its lines are not thereby.
        var unread = named.Except(findings.LinesOf("unclear-heading")).ToHashSet();
        var boxes = outline.Sections.Where(section => section.Kind == HeadingKind.Work).SelectMany(section => section.Items).Where(item => item.Box is not null).Select(item => item.Line).ToHashSet();
        var read = outline.Sections.Where(section => section.Kind != HeadingKind.Work).SelectMany(section => section.Lines).ToHashSet();
        foreach (var (heading, last) in outline.Parts(source).Where(part => part.Heading >= bodyLine && !read.Contains(part.Heading) && !unread.Contains(part.Heading)))
            if (!boxes.Overlaps(Outline.Span(heading, last))) WithoutBoxes(source, outline, heading, last, read, findings);
        foreach (var line in LostWords.TextLines(source, outline, bodyLine, source.LineCount).Where(line => !named.Contains(line) && !read.Contains(line)))
            if (BoldLine().Match(source.Line(line)) is { Success: true } bold && boxes.Contains(NextText(source, line)))
            {
                var words = bold.Groups["words"].Value.Trim();
                findings.Info(line, "not-a-heading", $"\"{words}\" is in bold and no heading, so it opens no section. Write: ### {words}");
            }
        foreach (var item in runbook.Tickable) Gates(item, findings);
    }

    private static void WithoutBoxes(SourceText source, Outline outline, int heading, int last, HashSet<int> read, Findings findings)
    {
        var lines = LostWords.TextLines(source, outline, heading + 1, last).Where(line => !read.Contains(line)).ToList();
        var isReading = ForReaders().IsMatch(HeadingWords.OfLine(source.Line(heading)));
        var list = lines.Where(line => Numbered().IsMatch(source.Line(line)) || (!isReading && Bullet().IsMatch(source.Line(line)))).ToList();
        if (list.Count > 1)
            findings.Info(list[0], "list-without-boxes", "The lines of this list have no boxes, so none is an item and nobody works on them. Write: - [ ] text");
    }

    private static int NextText(SourceText source, int line)
    {
        do line++;
        while (line <= source.LineCount && string.IsNullOrWhiteSpace(source.Line(line)));
        return line;
    }

    private static void Gates(Item item, Findings findings)
    {
        if (!item.IsPointOfNoReturn && NoReturn().IsMatch(item.OwnText))
            findings.Info(item.Line, "unmarked-gate", $"Item {item.Number} speaks of a point of no return, and is not marked as one. Write <!-- chatops: point-of-no-return -->");
        if (item.Quorum == 1 && TwoPeople().IsMatch(item.OwnText))
            findings.Info(item.Line, "unmarked-gate", $"Item {item.Number} asks for two people, and one alone may tick it. Write <!-- chatops: quorum=2 -->");
    }

    [GeneratedRegex(@"^ {0,3}\d{1,9}[.)][ \t]+(?!\[[ xX]\])\S")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^ {0,3}[-*+][ \t]+(?!\[[ xX]\])[^\s:：|]+(?:[ \t]+[^\s:：|]+)*[ \t]*$")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?:\*\*|__)(?<words>[^*_:：\r\n]{2,60})[:：]?(?:\*\*|__)(?>\s*)(?:[:：]\s*)?$")]
    private static partial Regex BoldLine();

    // Headings over what is read before the work, and not worked on.
    [GeneratedRegex(
        @"^(?:\d{1,3}[.)]?\s*)?(?:(?:executive|project|change|release|migration) )?(?:overview|summary|background|introduction|intro|description|purpose|scope|context|goals?|objectives?|motivation|references?|links?|resources|documents?|documentation|related.*|see also|glossary|terms|changelog|history"
        + @"|assumptions?|constraints|risks?|known issues|limitations|impact|affected.*|what changes|what's new|prerequisites?|requirements|environments?|systems|components|tools|legend|table of contents|contents|toc|faq|about.*|people|team|schedule|timeline|times|conventions|details"
        + @"|überblick|übersicht|zusammenfassung|hintergrund|einleitung|beschreibung|zweck|ziele?|umfang|verweise|dokumente|annahmen|risiken|voraussetzungen|inhalt|zeitplan|contexte|présentation|résumé|objectifs?|description|périmètre|références|liens|risques|prérequis|calendrier"
        + @"|resumen|contexto|introducción|descripción|objetivos?|alcance|referencias|enlaces|riesgos|requisitos|calendario|visão geral|resumo|descrição|riscos|概要|背景|目的|参考|概述|개요)$", RegexOptions.IgnoreCase)]
    private static partial Regex ForReaders();

    [GeneratedRegex(@"\b(?:" + FormWords.PointOfNoReturn + @")\b|" + FormWords.PointOfNoReturnUnspaced, RegexOptions.IgnoreCase)]
    private static partial Regex NoReturn();

    [GeneratedRegex(
        @"\b(?:two|2|second) (?:different |more |other )?(?:approvals?|approvers?|reviewers?|signatures?|sign-?offs?|people|persons?|operators|engineers|admins|dbas|colleagues|pairs? of eyes)\b|\b(?:four|4|two|2)[- ]?(?:eyes?|person|people|man)\b|\bpair of eyes\b"
        + @"|\bin pairs\b|\bdual control\b|\b(?:4|vier)[- ]?augen|\bzu zweit\b|\b(?:zwei|2) (?:verschiedene )?(?:personen|leute|menschen|kollegen|freigaben|unterschriften)\b|\bzweite person\b|\b(?:quatre|4) yeux\b|\b(?:deux|2) personnes\b|\bà deux\b"
        + @"|\b(?:cuatro|4) ojos\b|\b(?:dos|2) personas\b|\b(?:quatro|4) olhos\b|\b(?:duas|2) pessoas\b|\b(?:quattro|4) occhi\b|\b(?:due|2) persone\b|\b(?:vier|4)[- ]?ogen|\b(?:twee|2) (?:personen|mensen)\b|\b(?:dwie|2) osoby\b"
        + "|два человека|двух человек|[2２二]人で|ダブルチェック|两人|双人|兩人|四眼|두 명|2명", RegexOptions.IgnoreCase)]
    private static partial Regex TwoPeople();
}
