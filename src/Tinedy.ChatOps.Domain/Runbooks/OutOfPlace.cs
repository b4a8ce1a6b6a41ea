using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Names what stands among the work and is of another kind: a blank to sign or to fill in, a label ("Rollback: run x", "Owner: Ada"), the
/// column of a table. Nobody signs it, nobody is called by it, and no way back is taken from it.
/// </summary>
internal sealed partial class OutOfPlace(SourceText source, string said, Findings findings)
{
    /// <param name="bodyLine">1-based, behind the front matter.</param>
    /// <param name="said">Every word of the reading.</param>
    public static void Look(SourceText source, int bodyLine, Outline outline, Runbook runbook, string said, Findings findings)
    {
        var named = findings.Lines().ToHashSet();
        var skipped = outline.Sections.Where(section => section.Kind is not (HeadingKind.Work or HeadingKind.Information)).SelectMany(section => section.Lines)
            .Concat(outline.Sections.SelectMany(section => section.Items).SelectMany(item => Outline.Span(source.LineAt(item.Start), source.LineAt(Math.Max(item.Start, item.End - 1)))))
            .Concat(runbook.Information.Select(field => field.Line)).ToHashSet();
        var items = outline.Sections.SelectMany(section => section.Items).Select(item => item.Line).ToHashSet();
        var look = new OutOfPlace(source, said, findings);
        foreach (var line in LostWords.TextLines(source, outline, bodyLine, source.LineCount).Where(line => !named.Contains(line)))
            if (!look.IsBlankNamed(line) && !skipped.Contains(line)) look.NameLabel(line);
        foreach (var line in Outline.Span(bodyLine, source.LineCount).Where(line => !named.Contains(line) && !skipped.Contains(line) && !outline.CodeLines.Contains(line))) look.NameColumns(line);
        // A heading with items beneath it holds work, whatever its words are.
        foreach (var (heading, last) in outline.Parts(source).Where(part => !named.Contains(part.Heading) && !skipped.Contains(part.Heading)))
            if (!items.Overlaps(Outline.Span(heading + 1, last))) look.NameHeading(heading, last);
    }

    private bool IsBlankNamed(int line)
    {
        var text = source.FormLine(line);
        if (!Form().IsMatch(text) || LostWords.IsSaid(text, said)) return false;
        if (Signature().IsMatch(text))
            findings.Warning(line, Code, "This line looks like a signature, and nobody signs it here. Signatures stand under a heading like \"Sign-off\".");
        else findings.Info(line, Code, "This line with a blank is for readers here. Contacts stand under a heading like \"Emergency Contacts\", signatures under \"Sign-off\".");
        return true;
    }

    private void NameLabel(int line)
    {
        var text = source.Line(line);
        if (!MayHaveLabel().IsMatch(text)) return;
        var cells = text.Contains('|', StringComparison.Ordinal) ? CellsOf(text) : [];
        // In a table of two columns the first one names what the second one holds.
        var label = cells.Length == 2 ? cells[0] : cells.Length > 2 ? "" : Label().Match(PlainText.Of(Mark().Replace(text, ""))).Groups["label"].Value;
        if ((Meaning(label.TrimEnd(':', '：', ' ')) ?? (Phone().IsMatch(text) ? Meant.People : null)) is { } meant) findings.Info(line, Code, $"This line {What(meant)}");
    }

    private void NameHeading(int line, int last)
    {
        if (Meaning(HeadingWords.OfLine(source.Line(line))) is { } meant && Outline.Span(line + 1, last).Any(below => source.Line(below).Any(char.IsLetterOrDigit)))
            findings.Info(line, Code, $"What stands under this heading {What(meant)}");
    }

    private void NameColumns(int line)
    {
        var text = source.Line(line);
        var isTop = line < source.LineCount && LostWords.IsTopOfTable(text, source.Line(line + 1));
        string[] columns = isTop ? CellsOf(text) : [.. HeadCell().Matches(text).Select(cell => PlainText.Of(cell.Groups["words"].Value))];
        foreach (var (column, meant) in columns.Select(column => (column, Meaning(column))).Where(column => column.Item2 is not null).DistinctBy(column => column.Item2))
            findings.Info(line, Code, $"The column \"{column}\" {What(meant.GetValueOrDefault())}");
        if (columns.Any(column => Task().IsMatch(column)))
            findings.Warning(line, "not-an-item", "The rows of this table are no items, so nobody works on them. Write each as a line of a list: \"- [ ] text\".");
    }

    private static string[] CellsOf(string row) => [.. Bar().Split(row.Trim(' ', '\t', '>', '|')).Select(cell => PlainText.Of(cell))];

    private enum Meant { Rollback, Approval, People, Gate, OneOfThese }

    private static Meant? Meaning(string label)
    {
        if (label.Length is 0 or > 60 || label.Split(' ').Length > 5) return null;
        if (Gate().IsMatch(label)) return Meant.Gate;
        if (People().IsMatch(label)) return Meant.People;
        if (Signer().IsMatch(label)) return Meant.Approval;
        return HeadingWords.MeaningOf(label) switch
        {
            { Kind: HeadingKind.RollbackSteps or HeadingKind.RollbackCriteria } => Meant.Rollback,
            { Kind: HeadingKind.SignOff } or { ByShape: true } => Meant.Approval,
            { Kind: HeadingKind.Contacts } => Meant.People,
            { IsDoubtful: true } when !Fact().IsMatch(label) => Meant.OneOfThese,
            _ => null,
        };
    }

    private static string What(Meant meant) => meant switch
    {
        Meant.Gate => "speaks of a gate, and nothing waits for it here. Write what has to be met as an item: \"- [ ] text\".",
        Meant.People => "names people, and nobody is called by it here. Contacts stand under a heading like \"Emergency Contacts\".",
        Meant.Approval => "names an approval, and nobody signs it here. Signatures stand under a heading like \"Sign-off\".",
        Meant.OneOfThese => "may mean a rollback, signatures or contacts, and is for readers here. These stand under headings of their own.",
        _ => "speaks of a rollback, and no run follows it here. Its steps stand under a heading like \"Rollback Steps\".",
    };

    private const string Code = "out-of-place";

    // Whoever has a number is called: "+49 151 123", "0151/123". No date and no version begins so.
    [GeneratedRegex(@"(?<![\p{L}\d.,:/-])(?:\+|0|\(0)[0-9][0-9 ()/-]{5,20}[0-9](?![\d:.]|-\d)")]
    private static partial Regex Phone();

    private const string Whose =
        "(?:(?:change|service|system|project|release|migration|deployment|technical|business|product|final|primary|secondary|backup|emergency|main|key|lead|incident|application|platform|security|qa|customer|vendor|technische|fachliche) ){0,2}";

    // The first label or cell of a table, and a blank behind it: what is behind no first one is behind no later one, so no other is tried.
    [GeneratedRegex(@"^(?>.*?(?:\*\*|[\p{L}\p{N})]\s*[:：]|\s[-–—]\s|\|)).*_{3,}")]
    private static partial Regex Form();

    [GeneratedRegex(@"(?:\*\*|\w)\s*[-–—:]\s*_{3,}.*_{3,}|\*\*\s*[-–—]\s*_{3,}")]
    private static partial Regex Signature();

    [GeneratedRegex(@"^.{1,120}?(?:[:：]|\s[-–—→]|\|)")]
    private static partial Regex MayHaveLabel();

    [GeneratedRegex(@"^(?<label>[^:：|]{2,60}?)(?:\s*[:：](?=\s|$|[^\x00-\x7F])|\s+[-–—→]+(?=\s))")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*")]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"<th\b[^>]{0,200}>(?<words>.{1,200}?)</th>", RegexOptions.IgnoreCase)]
    private static partial Regex HeadCell();

    // "Rollback tested: yes" says something of it, and is none.
    [GeneratedRegex(@"\b(?:tested|rehearsed|possible|required|needed|time|duration|deadline|window|status|impact|risk|getestet|dauer|testé|probado)$", RegexOptions.IgnoreCase)]
    private static partial Regex Fact();

    [GeneratedRegex("^" + Whose + "(?:" + FormWords.Person + "|" + FormWords.Role + "|performed by|dba|database administrator|(?:devops|release|tech|technical|team|ops|incident|migration|network|security|qa) (?:lead|manager|engineer)|on-call engineer|project manager|executed by|done by|durchgeführt von|exécuté par|realizado por)$", RegexOptions.IgnoreCase)]
    private static partial Regex People();

    [GeneratedRegex("^(?:" + FormWords.Gate + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex Gate();

    [GeneratedRegex("^" + Whose + "(?:" + FormWords.Approver + "|" + FormWords.Signature + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex Signer();

    [GeneratedRegex(
        "^(?:tasks?|steps?|actions?|activity|activities|to ?do|work item|checklist item|check|aufgaben?|schritte?|aktion|maßnahmen?|tätigkeit|tâches?|étapes?|actions?|tareas?|pasos?|acción|acciones|actividad|tarefas?|passos?|etapas?|ação|attività|compito"
        + "|taken?|stappen|zadanie|krok|задача|шаг|действие|作業|作業内容|手順|タスク|任务|步骤|작업|단계)$", RegexOptions.IgnoreCase)]
    private static partial Regex Task();
}
