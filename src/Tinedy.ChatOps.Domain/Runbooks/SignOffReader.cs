using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>The signatures of a section: list lines, lines of text, tables of roles, and forms where a role has its name and date beneath it.</summary>
internal sealed partial class SignOffReader(SourceText source, PaperLines paper, SectionRemarks remarks, Findings findings)
{
    private readonly List<SignOffLine> lines = [];

    /// <summary>The role that stands above a form: it signs when a blank for a name or a date follows.</summary>
    private (string Role, int Line, bool IsHeading)? form;
    private int? formLine;
    private int place;

    /// <summary>Roles stand here in a list or a table.</summary>
    private bool isListed;

    /// <summary>Null where nobody signs.</summary>
    public SignOffGroup? Read(DraftSection section)
    {
        lines.Clear();
        (isListed, formLine) = (false, null);
        (form, place) = (section.Heading is { Level: > 2, HasOwnKind: false } own ? (section.Title, own.Line, true) : null, 0);
        var read = new Dictionary<DraftItem, int>();
        foreach (var item in section.Items) AddItem(section, item, read);
        foreach (var (start, end) in section.Texts) AddText(section, start, end);
        foreach (var (line, what) in section.Strays) remarks.NotUnderstood(section, line, what);
        Close(section);
        foreach (var line in lines.Where(line => line.Role.Length == 0))
            findings.Error(line.Line, "sign-off-without-role", "This signature line names no role, so nobody can sign it. Write: - [ ] **Product Owner** - ____ Date: ____");
        return lines.Count == 0 ? null : new SignOffGroup(section.NameForPeople, Final().IsMatch(section.NameForPeople), [.. lines.OrderBy(line => line.Line)]);
    }

    private void AddItem(DraftSection section, DraftItem item, Dictionary<DraftItem, int> read)
    {
        remarks.WithoutEffect(section, item);
        var signature = paper.SignOff(item.Start, item.End, item.Box, "");
        if (PaperLines.AsksForSomethingElse(signature.Role))
        {
            if (item.Parent is { } parent && read.TryGetValue(parent, out var owner) && Complete(owner, signature)) return;
            if (item.Parent is not null || !CompleteForm(section, signature)) remarks.NotUnderstood(section, item.Line);
            return;
        }
        if (IsHeadingOfOthers(section, item, signature))
        {
            findings.Info(item.Line, "sign-off-group", $"\"{signature.Role}\" stands above other signature lines, so it is their heading and nobody signs it.");
            return;
        }
        if (item.Box is null && signature.Name is null && !IsShort(signature.Role))
        {
            remarks.NotUnderstood(section, item.Line);
            return;
        }
        (form, isListed) = (null, true);
        read[item] = lines.Count;
        lines.Add(signature with { Number = Number(section) });
        var first = source.LineAt(item.Start);
        if (source.LineAt(Math.Max(item.Start, item.End - 1)) > first) AddText(section, source.StartOf(first + 1), item.End);
    }

    private static bool IsHeadingOfOthers(DraftSection section, DraftItem item, SignOffLine signature) =>
        signature.Name is null && GroupWords().IsMatch(signature.Role) && section.Items.Exists(other => other.Parent == item);

    private void AddText(DraftSection section, int start, int end)
    {
        if (PaperTable.Read(source, start, end) is var (table, around))
        {
            AddTable(section, table);
            foreach (var part in around) AddText(section, part.Start, part.End);
            return;
        }
        foreach (var (from, to) in paper.Lines(start, end))
        {
            if (string.IsNullOrWhiteSpace(source.Form[from..to]) || Rule().IsMatch(source.Form[from..to])) continue;
            if (FormRole().Match(source.Form[from..to]) is { Success: true } role) OpenForm(section, role.Groups["role"].Value, from);
            else if (paper.IsSignature(from, to, hasOthers: isListed && form is null)) Add(section, paper.SignOff(from, to, null, ""));
            else AddFormLine(section, from, to);
        }
    }

    private void Add(DraftSection section, SignOffLine signature)
    {
        Close(section);
        lines.Add(signature with { Number = Number(section) });
    }

    /// <summary>A line of a form, or none at all.</summary>
    private void AddFormLine(DraftSection section, int from, int to)
    {
        var line = paper.SignOff(from, to, null, "");
        if (PaperLines.AsksForSomethingElse(line.Role) && CompleteForm(section, line)) return;
        if (BoldAlone().Match(source.Form[from..to]) is { Success: true } bold)
        {
            OpenForm(section, bold.Groups["role"].Value, from);
        }
        else if (Labelled().IsMatch(source.Form[from..to])) remarks.NotUnderstood(section, source.LineAt(from));
        else remarks.Prose(section, from, to);
    }

    private void OpenForm(DraftSection section, string role, int at)
    {
        Close(section);
        form = (PlainText.Of(role), source.LineAt(at), false);
    }

    /// <summary>A role without anything to sign on.</summary>
    private void Close(DraftSection section)
    {
        if (form is { IsHeading: false } lost) remarks.NotUnderstood(section, lost.Line);
        form = null;
    }

    /// <summary>The first blank beneath a role makes it one that signs.</summary>
    private bool CompleteForm(DraftSection section, SignOffLine part)
    {
        if (form is { } above && (part.Name ?? part.Date) is not null)
        {
            formLine = lines.Count;
            lines.Add(new SignOffLine(above.Role, Number(section), above.Line, null, null, null, source.ByteAt(source.EndOf(above.Line))));
            form = null;
        }
        return formLine == lines.Count - 1 && Complete(lines.Count - 1, part);
    }

    /// <summary>"Signature: ____" and "Date: ____" beneath a role are its own blanks.</summary>
    private bool Complete(int owner, SignOffLine part)
    {
        var (isDate, isName) = (DateLabel().IsMatch(part.Role), NameLabel().IsMatch(part.Role));
        if ((part.Name ?? part.Date) is not { } blank || !(isDate || isName)) return false;
        var line = lines[owner];
        if (isDate && line.Date is not null) return false;
        if (part.Aside is { } aside) line = line with { Aside = line.Aside is { } before ? $"{before}, {aside}" : aside };
        lines[owner] = isDate ? line with { Date = blank, End = part.End } : line with { Name = line.Name ?? part.Name, Date = line.Date ?? part.Date, End = part.End };
        return true;
    }

    private void AddTable(DraftSection section, PaperTable table)
    {
        var role = table.PlaceOf(Column.Role);
        if (role < 0 && (table.PlaceOf(Column.Signature) > 0 || table.PlaceOf(Column.Date) > 0) && table.Columns[0] == Column.Other) role = 0;
        foreach (var row in table.Rows)
        {
            if (role < 0 || role >= row.Cells.Length || Words(row.Cells[role]) is not { Length: > 0 } named || PaperLines.AsksForSomethingElse(named))
            {
                if (row.Cells.Any(cell => Words(cell).Length > 0)) remarks.NotUnderstood(section, row.Line, "row");
                continue;
            }
            var (name, date) = (Room(table, row, Column.Signature) ?? Room(table, row, Column.Name), Room(table, row, Column.Date));
            var rest = row.Cells.Where((_, at) => at != role).Select(Words).Where(words => words.Length > 0 && words is not ("[ ]" or "[x]" or "[X]"));
            var box = row.Cells.Where((_, at) => at != role).Select(cell => cell.End - cell.Start == 3 && IsBox(cell) ? cell.Start + 1 : (int?)null).FirstOrDefault(at => at is not null);
            lines.Add(new SignOffLine(named, Number(section), row.Line, box is { } tick ? source.ByteAt(tick) : null, name, date, source.ByteAt(row.Cells[^1].End))
            {
                Aside = string.Join(", ", rest) is { Length: > 0 } aside ? aside : null,
            });
            (form, isListed) = (null, true);
        }
    }

    /// <summary>Where the paper leaves room in this column: its blank, or the empty cell, which may hold a blank of HTML.</summary>
    private Blank? Room(PaperTable table, PaperTable.Row row, Column column)
    {
        if (table.PlaceOf(column) is not (>= 0 and var at) || at >= row.Cells.Length) return null;
        var cell = row.Cells[at];
        if (IsBox(cell)) return null;
        return paper.BlankIn(cell.Start, cell.End) ?? (Words(cell).Length == 0 ? new Blank(source.ByteAt(cell.Start), source.ByteAt(cell.End) - source.ByteAt(cell.Start)) : null);
    }

    private bool IsBox(Cell cell) => source.Text[cell.Start..cell.End] is "[ ]" or "[x]" or "[X]";

    private string Words(Cell cell) => paper.Words(cell.Start, cell.End);

    private string Number(DraftSection section) => FormattableString.Invariant($"{section.Phase.Number}.{section.Number}.{++place}");

    private static bool IsShort(string role) => role.Length > 0 && !role.EndsWith('.') && role.Split(' ').Length <= 5;

    [GeneratedRegex("final|endgültig|abschließend|endabnahme|schlussabnahme|definitie|最終|最终|최종|окончательн|итогов", RegexOptions.IgnoreCase)]
    private static partial Regex Final();

    [GeneratedRegex(@"\b(?:approvals?|sign-?offs?|signatures|reviewers|approvers|freigaben?|approbations?|aprobaciones|aprovações)\b:?$", RegexOptions.IgnoreCase)]
    private static partial Regex GroupWords();

    [GeneratedRegex(@"^[\s>]*(?:\*\*|__)?(?:" + FormWords.Role + @")(?:\*\*|__)?\s*[:：](?:\*\*|__)?\s*(?<role>[^\s_][^_]*?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex FormRole();

    [GeneratedRegex(@"^[\s>]*(?:\*\*|__)(?<role>[^*_]{2,100})(?:\*\*|__)(?>\s*)(?::\s*)?$")]
    private static partial Regex BoldAlone();

    [GeneratedRegex(@"_{3,}|^[\s>]*(?:\*\*|__)|^[\s>]*[^\s:：]+(?:\s[^\s:：]+){0,5}\s*[:：](?:\s|$)|\|")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^[\s>]*(?:[-*_][ \t]*){3,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?:" + FormWords.Date + @"|signed (?:on|at)|approved (?:on|at)|freigegeben am|time|date and time|date/time)(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex DateLabel();

    [GeneratedRegex(@"^(?:" + FormWords.Name + "|" + FormWords.Signature + @"|sign(?:ature|ed|[ -]?off)?s?(?: by)?|approved by)$", RegexOptions.IgnoreCase)]
    private static partial Regex NameLabel();
}
