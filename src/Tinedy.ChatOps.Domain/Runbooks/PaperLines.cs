using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>The forms of a paper's lines: a label with a blank, a role with a blank and a date, a blank alone.</summary>
internal sealed partial class PaperLines(SourceText source)
{
    /// <summary>Fields on any line between two positions: <c>**Label:** value</c> or <c>**Label:** ____</c>.</summary>
    public IEnumerable<Field> Fields(int start, int end) => Lines(start, end).Select(Field).OfType<Field>();

    /// <summary>The same, and "Label: ____" without bold, and the rows of a table of two columns.</summary>
    public IEnumerable<Field> Information(int start, int end)
    {
        if (PaperTable.Read(source, start, end) is not var (table, around)) return Plain((start, end));
        var rows = table.Rows.Where(row => row.Cells.Length == 2 && Words(row.Cells[0].Start, row.Cells[0].End).Length > 0);
        return rows.Select(row => FieldOf(row.Cells[0], row.Cells[1])).Concat(around.SelectMany(Plain)).OrderBy(field => field.Line);

        IEnumerable<Field> Plain((int Start, int End) part) => Lines(part.Start, part.End).Select(line => Field(line) ?? PlainField(line)).OfType<Field>();
    }

    private Field FieldOf(Cell label, Cell value)
    {
        var (words, end) = (Words(value.Start, value.End), source.ByteAt(value.End));
        return new(Words(label.Start, label.End).TrimEnd(':'), words.Length > 0 ? words : null, source.LineAt(label.Start),
            words.Length > 0 ? null : BlankIn(value.Start, value.End) ?? new Blank(end, 0), end);
    }

    private Field? PlainField((int Start, int End) line)
    {
        var match = PlainLabel().Match(source.Form[line.Start..line.End]);
        return match.Success ? FieldOf(line, match.Groups["label"].Value, match.Groups["value"]) : null;
    }

    /// <summary>Lines of nothing but a blank.</summary>
    public IEnumerable<Blank> Blanks(int start, int end)
    {
        foreach (var (from, to) in Lines(start, end))
            if (OnlyBlank().Match(source.Form[from..to]) is { Success: true } match) yield return BlankAt(from, match.Groups["blank"]);
    }

    public bool IsOnlyBlank(int start, int end) => OnlyBlank().IsMatch(source.Form[start..end]);

    /// <summary>What a line without a box is to a sign-off.</summary>
    /// <param name="hasOthers">Roles stand in a table or a list there, so a mere label with a blank asks for something else.</param>
    public bool IsSignature(int start, int end, bool hasOthers)
    {
        var text = source.Form[start..end];
        if (!Signature().IsMatch(text) || AsksForSomethingElse(LabelOf(text))) return false;
        return !hasOthers || DateWord().IsMatch(text) || Dashed().IsMatch(text);
    }

    /// <summary>"Reason (if NO-GO)", "Approved by", "Date": a label of a form, and no role.</summary>
    public static bool AsksForSomethingElse(string label) => NoRole().IsMatch(label);

    /// <param name="start">Just behind the box, or where the line's text starts.</param>
    public SignOffLine SignOff(int start, int end, int? box, string number)
    {
        var line = source.LineAt(start);
        end = Math.Min(end, source.EndOf(line));
        var text = source.Form[start..end];
        if (text.IndexOf("<!--", StringComparison.Ordinal) is >= 0 and var comment) text = text[..comment];
        var runs = Underscores().Matches(text).ToArray();
        var date = DateWord().Match(text);
        var day = Array.Find(runs, run => date.Success ? run.Index > date.Index : BlankForms.AsksForDay(source.Text.Substring(start + run.Index, run.Length)));
        var name = Array.Find(runs, run => !date.Success && day is null || run.Index < (date.Success ? date : day)?.Index);
        var role = Role().Match(text) is { Success: true } bold ? bold.Groups["role"] : UntilBlank().Match(text).Groups["role"];
        var rest = Filler().Replace(Underscores().Replace(DateWord().Replace(text[(role.Index + role.Length)..], " "), " "), " ");
        return new SignOffLine(PlainText.Of(role.Value.Trim().TrimEnd(':')), number, line, box is { } at ? source.ByteAt(at) : null,
            name is null ? null : BlankAt(start, name), day is null ? null : BlankAt(start, day), source.ByteAt(TrimmedEnd(start, end)))
        {
            Aside = PlainText.Of(rest.Trim('*', '_', ' ', ':')) is { Length: > 0 } aside ? aside : null,
        };
    }

    /// <summary>The blank in a stretch of text; null without one.</summary>
    public Blank? BlankIn(int start, int end) => Underscores().Match(source.Form[start..end]) is { Success: true } run ? BlankAt(start, run) : null;

    /// <summary>Byte offset just behind the last character that is no blank.</summary>
    public int EndOf(int start, int end) => source.ByteAt(TrimmedEnd(start, end));

    public string Words(int start, int end) => PlainText.Of(Underscores().Replace(source.Form[start..end], " "));

    public IEnumerable<(int Start, int End)> Lines(int start, int end)
    {
        for (var line = source.LineAt(start); line <= source.LineCount && source.StartOf(line) < end; line++)
            yield return (Math.Max(start, source.StartOf(line)), Math.Min(end, source.EndOf(line)));
    }

    private Field? Field((int Start, int End) line)
    {
        var match = Labelled().Match(source.Form[line.Start..line.End]);
        return match.Success ? FieldOf(line, match.Groups["label"].Value, match.Groups["value"]) : null;
    }

    private Field FieldOf((int Start, int End) line, string label, Group rest)
    {
        var blank = Underscores().Match(rest.Value);
        var end = source.ByteAt(TrimmedEnd(line.Start, line.End));
        var value = PlainText.Of(rest.Value.Replace("<br>", "", StringComparison.OrdinalIgnoreCase));
        return new Field(PlainText.Of(label), blank.Success || value.Length == 0 ? null : value, source.LineAt(line.Start),
            blank.Success ? BlankAt(line.Start + rest.Index, blank) : value.Length == 0 ? new Blank(end, 0) : null, end);
    }

    private static string LabelOf(string text) => PlainText.Of((Role().Match(text) is { Success: true } bold ? bold.Groups["role"] : UntilBlank().Match(text).Groups["role"]).Value).TrimEnd(':', ' ');

    private Blank BlankAt(int start, Group run)
    {
        var (from, to) = (source.ByteAt(start + run.Index), source.ByteAt(start + run.Index + run.Length));
        return new(from, to - from);
    }

    private int TrimmedEnd(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(source.Text[end - 1])) end--;
        return end;
    }

    [GeneratedRegex("_{3,}")]
    private static partial Regex Underscores();

    [GeneratedRegex(@"^[\s>]*(?:[-*+]\s+)?(?<blank>_{3,})\s*$")]
    private static partial Regex OnlyBlank();

    [GeneratedRegex(@"^[\s>]*(?:[-*+]\s+)?\*\*(?<label>[^*\r\n]{1,200}?)(?:\s*:\s*\*\*|\*\*\s*:)(?<value>.*)$")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^[\s>]*(?:[-*+]\s+)?(?<label>[^*_|:：\r\n]{2,60})[:：]\s*(?<value>_{3,}.*)$")]
    private static partial Regex PlainLabel();

    // A role in bold or plain, and a blank to sign on behind it.
    [GeneratedRegex(@"^[\s>]*(?:\*\*[^*]{1,200}\*\*|__[^_]{1,200}__|[^_*|:]{2,60}(?::|\s[-–—]))[^|]*_{3,}")]
    private static partial Regex Signature();

    [GeneratedRegex(@"\*\*\s*[-–—]\s*_{3,}|\w\s+[-–—]\s+_{3,}")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"^[\s>]*(?:\*\*(?<role>[^*]{1,200})\*\*|__(?<role>[^_]{1,200})__)")]
    private static partial Regex Role();

    // A run of blanks is tried once, from its start: with each of its places as a start it would cost the cube of its length.
    [GeneratedRegex(@"^(?<role>.*?)(?:(?<!\s)(?:(?>\s+)[-–—]\s.*|(?>\s*)(?:[:：](?>\s*))?_{3,}.*))?$")]
    private static partial Regex UntilBlank();

    [GeneratedRegex(@"\bdate\b|(?:\b|(?<=[\p{IsCJKUnifiedIdeographs}\p{IsHangulSyllables}]))(?:" + FormWords.Date + @")(?=(?>\s*)(?:[:：](?>\s*))?(?:_{3}|$))", RegexOptions.IgnoreCase)]
    private static partial Regex DateWord();

    // What stands between a role, its blanks and its date, and says nothing by itself.
    [GeneratedRegex(@"(?<![-–—:：/|,])(?>[-–—:：/|,]+)(?=[\s*_]|$)|\b(?:" + FormWords.Name + "|" + FormWords.Signature + @")\b(?=\s{2,}|\s?(?:[:：](?>\s*))?(?:$|[-–—:])|\s?[:：]\s{2,})", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex(
        @"^(?:(?:approved|signed|reviewed|authori[sz]ed|accepted|completed|prepared|verified|checked|executed)(?:[ -]off)?(?: by| on| at)?|sign(?:ature|ed|[ -]?off)?s?(?: by)?|time|date and time|date/time"
        + "|" + FormWords.Name + "|" + FormWords.Role + "|" + FormWords.Date + "|" + FormWords.Signature + "|" + FormWords.Reach
        + @"|(?:overall |final )?(?:decision|status|result|outcome|verdict|go ?/ ?no-?go)(?: .*)?|reasons?(?:\W.*)?|comments?|remarks?|notes?|conditions?|justification|explanation|approvers?(?: name)?|ticket|change(?: id| number)?|version|environment|freigegeben(?: von| am)?|genehmigt(?: von| am)?|begründung|grund|bemerkung(?:en)?"
        + @"|entscheidung|approuvé(?: par| le)?|signé le|motif|décision|commentaires?|aprobado(?: por| el)?|motivo|decisión|observaciones|comentarios?|aprovado(?: por| em)?|decisão|observações|comentários?|理由|コメント|理由|.*\bif\b.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoRole();
}
