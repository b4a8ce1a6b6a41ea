using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>What a column of a table of roles or of contacts holds, by its heading.</summary>
internal enum Column { Other, Role, Name, Signature, Date, Reach }

/// <summary>One cell: positions in the text, without the blanks around its words.</summary>
internal readonly record struct Cell(int Start, int End);

/// <summary>A table of GitHub's form, with the meaning of its columns.</summary>
/// <param name="Header">The line of the columns' names.</param>
/// <param name="Rows">Each with as many cells as it has; <see cref="Column"/> by place.</param>
internal sealed partial record PaperTable(PaperTable.Row Header, ImmutableArray<Column> Columns, ImmutableArray<PaperTable.Row> Rows)
{
    public sealed record Row(int Line, ImmutableArray<Cell> Cells);

    /// <summary>The table in a paragraph, and what stands above and below it there; null when there is none. A line without a bar is no row.</summary>
    public static (PaperTable Table, ImmutableArray<(int Start, int End)> Around)? Read(SourceText source, int start, int end)
    {
        var (first, last) = (source.LineAt(start), source.LineAt(Math.Max(start, end - 1)));
        for (var line = first + 1; line <= last; line++)
        {
            if (!Delimiters().IsMatch(source.Line(line)) || !HasBar(source, line - 1)) continue;
            if (CellsOf(source, line).Length != CellsOf(source, line - 1).Length) continue;
            var columns = CellsOf(source, line - 1).Select(cell => Meaning(PlainText.Of(source.Text[cell.Start..cell.End])));
            var rows = Enumerable.Range(line + 1, last - line).TakeWhile(row => HasBar(source, row)).Select(row => new Row(row, CellsOf(source, row))).ToImmutableArray();
            if (rows.IsEmpty) return null;
            var below = line + rows.Length < last ? (source.StartOf(line + rows.Length + 1), end) : (end, end);
            return (new(new(line - 1, CellsOf(source, line - 1)), [.. columns], rows), [.. new[] { (start, source.StartOf(line - 1)), below }.Where(part => part.Item1 < part.Item2)]);
        }
        return null;
    }

    private static bool HasBar(SourceText source, int line) => source.Line(line).Contains('|', StringComparison.Ordinal);

    /// <summary>A heading line of a table in which people sign.</summary>
    public static bool HasSignatureColumn(string line) =>
        line.Contains('|', StringComparison.Ordinal) && line.Split('|').Select(cell => Meaning(PlainText.Of(cell))).ToArray() is var columns
        && columns.Contains(Column.Signature) && columns.Any(column => column is Column.Role or Column.Name);

    /// <summary>Where the first column of this meaning stands; -1 when there is none.</summary>
    public int PlaceOf(Column column) => Columns.IndexOf(column);

    private static ImmutableArray<Cell> CellsOf(SourceText source, int line)
    {
        var (start, end) = (source.StartOf(line), source.EndOf(line));
        while (start < end && source.Text[start] is ' ' or '\t' or '>') start++;
        while (end > start && char.IsWhiteSpace(source.Text[end - 1])) end--;
        if (start < end && source.Text[start] == '|') start++;
        var cells = ImmutableArray.CreateBuilder<Cell>();
        for (var at = start; ; at++)
        {
            if (at < end && (source.Text[at] != '|' || source.Text[at - 1] == '\\')) continue;
            if (at < end || start < end) cells.Add(Trimmed(source.Text, start, Math.Min(at, end)));
            if (at >= end) return cells.ToImmutable();
            start = at + 1;
        }
    }

    /// <summary>A cell without words keeps one blank in front, so that what is written into it does not touch the bar.</summary>
    private static Cell Trimmed(string text, int start, int end)
    {
        if (string.IsNullOrWhiteSpace(text[start..end])) return new(Math.Min(start + 1, end), Math.Min(start + 1, end));
        while (char.IsWhiteSpace(text[start])) start++;
        while (char.IsWhiteSpace(text[end - 1])) end--;
        return new(start, end);
    }

    private static Column Meaning(string heading)
    {
        var words = HeadingWords.Clean(heading).Trim(':', '*', ' ').ToLowerInvariant();
        return Role().IsMatch(words) ? Column.Role
            : Signature().IsMatch(words) ? Column.Signature
            : Date().IsMatch(words) ? Column.Date
            : Name().IsMatch(words) ? Column.Name
            : Reach().IsMatch(words) ? Column.Reach
            : Column.Other;
    }

    [GeneratedRegex(@"^[\s>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")]
    private static partial Regex Delimiters();

    [GeneratedRegex(
        "^(?:(?:sign ?off |approval |approver'?s? |required |contact |job |team )?(?:role|roles|title|position|function|responsibility|team|department|approver|approvers|stakeholder|area|escalation level)|" + FormWords.Role
        + "|bereich|zuständigkeit|verantwortlich|担当|担当者役割)$")]
    private static partial Regex Role();

    [GeneratedRegex("^(?:" + FormWords.Signature + "|approved|approval|approved\\?|approved by|go/no-go|go / no-go|decision|freigabe|freigegeben|aprobado|aprovado|akkoord|承認|승인)$")]
    private static partial Regex Signature();

    [GeneratedRegex("^(?:" + FormWords.Date + "|dates|signed on|date signed|date/time|date & time|time|when)$")]
    private static partial Regex Date();

    [GeneratedRegex("^(?:" + FormWords.Name + "|names|person|who|contact|contact person|owner|assignee|primary|primary contact|ansprechpartner|kontakt|osoba|контакт|担当者|联系人|聯絡人|담당자)$")]
    private static partial Regex Name();

    [GeneratedRegex("phone|mobile|cell|e-?mail|mail|slack|teams|pager|contact|telefon|handy|rufnummer|téléphone|mobile|courriel|teléfono|móvil|correo|telefone|celular|telefono|telefoon|telefon|телефон|почта|電話|メール|携帯|电话|手机|電話|邮箱|전화|이메일|연락처")]
    private static partial Regex Reach();
}
