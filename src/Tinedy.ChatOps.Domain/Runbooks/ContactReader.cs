using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The contacts of a section, in the order in which they stand: labelled lines, list lines, tables, and forms where a name, a phone and an
/// address stand beneath each other. What belongs to one contact is one field.
/// </summary>
internal sealed partial class ContactReader(SourceText source, PaperLines paper, SectionRemarks remarks)
{
    private readonly List<Draft> contacts = [];

    /// <param name="work">What to do with a task that is no contact: "Confirm that all can be reached".</param>
    public IEnumerable<Field> Read(DraftSection section, Action<DraftItem> work)
    {
        contacts.Clear();
        var heading = section.Heading is { Level: > 2, HasOwnKind: false } own ? own : null;
        if (heading is not null) contacts.Add(new(section.Title, heading.Line, source.EndOf(heading.Line), null) { IsHeading = true });
        foreach (var part in InOrder(section))
        {
            if (part.Item is { Box: not null } task && !IsContact(task)) work(task);
            else if (part.Item is { } item) AddItem(section, item);
            else AddText(section, part.Start, part.End);
        }
        foreach (var (line, what) in section.Strays) remarks.NotUnderstood(section, line, what);
        if (contacts.Exists(contact => contact is { IsHeading: true, Values.Count: 0, Room: null })) remarks.Heading(section);
        return contacts.Where(contact => !contact.IsHeading || contact.Values.Count > 0 || contact.Room is not null).Select(ToField).ToList();
    }

    private static IEnumerable<(int Start, int End, DraftItem? Item)> InOrder(DraftSection section) =>
        section.Items.Select(item => (item.Start, item.End, (DraftItem?)item)).Concat(section.Texts.Select(text => (text.Start, text.End, (DraftItem?)null))).OrderBy(part => part.Item1);

    private bool IsContact(DraftItem task) => Split(task.Start, source.EndOf(task.Line)) is { } parts && (parts.IsBold || Reachable().IsMatch(parts.Value));

    private void AddItem(DraftSection section, DraftItem item)
    {
        remarks.WithoutEffect(section, item);
        foreach (var (from, to) in paper.Lines(item.Start, item.End))
        {
            if (string.IsNullOrWhiteSpace(source.Form[from..to])) continue;
            var split = Split(from, to);
            if (item.Parent is not null || from > source.EndOf(item.Line)) AddTo(section, from, to, split);
            else if (split is { } parts) AddLabelled(section, from, to, parts);
            else if (IsShort(source.Form[from..to])) contacts.Add(new(paper.Words(from, to), item.Line, to, null));
            else remarks.NotUnderstood(section, item.Line);
        }
    }

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
            var text = source.Form[from..to];
            if (string.IsNullOrWhiteSpace(text) || Rule().IsMatch(text)) continue;
            if (Split(from, to) is { } parts && (parts.IsBold || parts.IsAttribute || parts.Words <= 4 && (Reachable().IsMatch(parts.Value) || parts.Value.Split(' ').Length <= 4)))
                AddLabelled(section, from, to, parts);
            else if (BoldAlone().IsMatch(text) && IsShort(text)) contacts.Add(new(paper.Words(from, to), source.LineAt(from), to, null));
            else if (paper.IsOnlyBlank(from, to) && contacts.LastOrDefault() is { Values.Count: 0, Room: null } above) above.Room = paper.BlankIn(from, to);
            else if (Labelled().IsMatch(text) || Reachable().IsMatch(text)) remarks.NotUnderstood(section, source.LineAt(from));
            else remarks.Prose(section, from, to);
        }
    }

    /// <summary>"DBA: Ada" begins a contact; "Phone: 17" belongs to the one above, or begins one where a name or a role comes first.</summary>
    private void AddLabelled(DraftSection section, int from, int to, Parts found)
    {
        if (!found.IsAttribute)
        {
            contacts.Add(Of(found.Label, from, to, found));
            return;
        }
        var open = contacts.LastOrDefault();
        if (open is not null && !open.Attributes.Contains(found.Label) && (open.IsHeading || open.IsForm || open.Attributes.Count > 0 || open.Values.Count == 0 || !IsNameOrRole(found.Label)))
            Attach(open, from, to, found);
        else if (IsNameOrRole(found.Label)) contacts.Add(Form(from, to, found));
        else remarks.NotUnderstood(section, source.LineAt(from));
    }

    /// <summary>A line beneath a contact: an attribute of it, or simply more of its words.</summary>
    private void AddTo(DraftSection section, int from, int to, Parts? split)
    {
        if (contacts.LastOrDefault() is not { } open)
        {
            if (split is { } parts) AddLabelled(section, from, to, parts);
            else remarks.NotUnderstood(section, source.LineAt(from));
        }
        else if (split is { } attribute && (attribute.IsAttribute || (!attribute.IsBold && attribute.Value.Length > 0 && open.Values.Count > 0))) Attach(open, from, to, attribute);
        else if (split is { } more) contacts.Add(Of(more.Label, from, to, more));
        else open.Values.Add(paper.Words(from, to));
    }

    private void Attach(Draft contact, int from, int to, Parts parts)
    {
        contact.Attributes.Add(parts.Label);
        contact.End = to;
        var isRole = RoleLabel().IsMatch(parts.Label);
        if (isRole && contact.IsForm && parts.Value.Length > 0)
        {
            contact.Values.Insert(0, contact.Label);
            contact.Label = parts.Value;
            contact.IsForm = false;
        }
        else if (parts.Value.Length > 0 && NameLabel().IsMatch(parts.Label)) contact.Values.Insert(0, parts.Value);
        else if (parts.Value.Length > 0) contact.Values.Add(parts.IsAttribute ? parts.Value : $"{parts.Label}: {parts.Value}");
        else if (NameLabel().IsMatch(parts.Label)) contact.Room ??= parts.Blank ?? new Blank(paper.EndOf(from, to), 0);
    }

    private Draft Form(int from, int to, Parts parts)
    {
        var draft = new Draft(parts.Value, source.LineAt(from), to, parts.Value.Length == 0 ? parts.Blank ?? new Blank(paper.EndOf(from, to), 0) : null) { IsForm = NameLabel().IsMatch(parts.Label) && parts.Value.Length > 0 };
        if (draft.Label.Length == 0) draft.Label = parts.Label;
        draft.Attributes.Add(parts.Label);
        return draft;
    }

    private Draft Of(string label, int from, int to, Parts parts)
    {
        var draft = new Draft(label, source.LineAt(from), to, parts.Blank);
        if (parts.Value.Length > 0 && parts.Blank is null) draft.Values.Add(parts.Value);
        else if (parts.Value.Any(char.IsLetterOrDigit)) draft.Aside = parts.Value;
        return draft;
    }

    private void AddTable(DraftSection section, PaperTable table)
    {
        if (IsOnItsSide(table))
        {
            contacts.AddRange(Enumerable.Range(1, table.Header.Cells.Length - 1).Select(column => OfColumn(table, column)).OfType<Draft>());
            return;
        }
        var (role, name) = (table.PlaceOf(Column.Role), table.PlaceOf(Column.Name));
        if (role < 0 && name != 0) role = 0;
        foreach (var row in table.Rows)
        {
            var cells = row.Cells.Select(cell => paper.Words(cell.Start, cell.End)).ToList();
            if (cells.All(cell => cell.Length == 0)) continue;
            var at = role >= 0 && role < cells.Count && cells[role].Length > 0 ? role : name;
            if (at < 0 || at >= cells.Count || cells[at].Length == 0 || (at == 0 && Attribute().IsMatch(cells[at].TrimEnd(':'))))
            {
                remarks.NotUnderstood(section, row.Line, "row");
                continue;
            }
            var draft = new Draft(cells[at], row.Line, row.Cells[^1].End, null);
            if (name >= 0 && name < cells.Count && name != at && cells[name].Length > 0) draft.Values.Add(cells[name]);
            draft.Values.AddRange(cells.Where((cell, place) => place != at && place != name && cell.Length > 0));
            if (name >= 0 && name < cells.Count && name != at && cells[name].Length == 0)
                draft.Room = paper.BlankIn(row.Cells[name].Start, row.Cells[name].End) ?? new Blank(source.ByteAt(row.Cells[name].Start), 0);
            contacts.Add(draft);
        }
    }

    /// <summary>A contact in each column: the header names the roles, and what each line holds stands in front of it.</summary>
    private bool IsOnItsSide(PaperTable table) =>
        table.Columns.Skip(1).All(column => column == Column.Other) && table.Rows.All(row => row.Cells.Length == table.Columns.Length && Attribute().IsMatch(LabelOf(row)))
        && table.Rows.Any(row => NameLabel().IsMatch(LabelOf(row)));

    private string LabelOf(PaperTable.Row row) => paper.Words(row.Cells[0].Start, row.Cells[0].End).TrimEnd(':', ' ');

    private Draft? OfColumn(PaperTable table, int column)
    {
        if (paper.Words(table.Header.Cells[column].Start, table.Header.Cells[column].End) is not { Length: > 0 } label) return null;
        var named = table.Rows.First(row => NameLabel().IsMatch(LabelOf(row))).Cells[column];
        var name = paper.Words(named.Start, named.End);
        var draft = new Draft(label, table.Header.Line, named.End, name.Length > 0 ? null : paper.BlankIn(named.Start, named.End) ?? new Blank(source.ByteAt(named.Start), 0));
        if (name.Length > 0) draft.Values.Add(name);
        draft.Values.AddRange(table.Rows.Select(row => row.Cells[column]).Where(cell => cell != named).Select(cell => paper.Words(cell.Start, cell.End)).Where(words => words.Length > 0));
        return draft;
    }

    private Field ToField(Draft contact)
    {
        var (value, end) = (string.Join(", ", contact.Values), source.ByteAt(contact.End));
        if (contact.Aside is { } aside) value = value.Length == 0 ? "" : $"{value}, {aside}";
        return contact.Room is { } room
            ? new Field(contact.Label, null, contact.Line, room, end) { Aside = string.Join(", ", contact.Values.Append(contact.Aside).OfType<string>()) is { Length: > 0 } more ? more : null }
            : new Field(contact.Label, value.Length > 0 ? value : null, contact.Line, value.Length > 0 ? null : new Blank(end, 0), end);
    }

    private Parts? Split(int from, int to)
    {
        var match = Label().Match(source.Form[from..to]);
        if (!match.Success) return null;
        var value = match.Groups["value"];
        var label = PlainText.Of(match.Groups["label"].Value).TrimEnd(':', ' ');
        return label.Length == 0 ? null : new Parts(label, paper.Words(from + value.Index, from + value.Index + value.Length).Trim('|', ' '),
            paper.BlankIn(from + value.Index, from + value.Index + value.Length), match.Groups["bold"].Success, Attribute().IsMatch(label));
    }

    private static bool IsNameOrRole(string label) => NameLabel().IsMatch(label) || RoleLabel().IsMatch(label);

    private static bool IsShort(string text) => !text.TrimEnd().EndsWith('.') && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 8 || Reachable().IsMatch(text);

    private sealed record Parts(string Label, string Value, Blank? Blank, bool IsBold, bool IsAttribute)
    {
        public int Words => Label.Split(' ').Length;
    }

    private sealed class Draft(string label, int line, int end, Blank? room)
    {
        public string Label { get; set; } = label;
        public int Line => line;
        public int End { get; set; } = end;
        public Blank? Room { get; set; } = room;
        public string? Aside { get; set; }
        public bool IsHeading { get; init; }
        public bool IsForm { get; set; }
        public List<string> Values { get; } = [];
        public HashSet<string> Attributes { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    // "**DBA:** Ada", "**DBA** - Ada", "DBA: Ada", "Ada Smith – +49 170 1", "DBA → Ada".
    [GeneratedRegex(@"^[\s>]*(?:(?:\*\*|__)(?<bold>)(?<label>[^*\r\n]{1,200}?)(?:\s*[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：]|(?:\*\*|__)\s+[-–—→]+(?=\s|$))|(?<label>[^*\r\n]{1,100}?)(?:：|:(?=\s|_|$|\p{L}*[^\x00-\x7F])|\s+[-–—→]+(?=\s|$)|\s*\t\s*))(?<value>.*)$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[\s>]*(?:\*\*|__)[^*_]{2,100}(?:\*\*|__)\s*$")]
    private static partial Regex BoldAlone();

    [GeneratedRegex(@"_{3,}|^[\s>]*(?:\*\*|__)|\|")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"_{3,}|@\w|\w@\w|\+?[0-9][0-9 ()/.-]{5,}[0-9]")]
    private static partial Regex Reachable();

    [GeneratedRegex(@"^[\s>]*(?:[-*_][ \t]*){3,}$")]
    private static partial Regex Rule();

    private const string Names = FormWords.Name + "|person|contact person|担当者";

    [GeneratedRegex("^(?:" + Names + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex NameLabel();

    [GeneratedRegex("^(?:" + FormWords.Role + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex RoleLabel();

    [GeneratedRegex("^(?:" + Names + "|" + FormWords.Role + "|" + FormWords.Reach + "|hours|availability|available|time ?zone|location|company|team|department)$", RegexOptions.IgnoreCase)]
    private static partial Regex Attribute();
}
