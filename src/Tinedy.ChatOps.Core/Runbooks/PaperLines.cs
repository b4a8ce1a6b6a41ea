using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>The forms of a paper's lines: a label with a blank, a role with a blank and a date, a blank alone.</summary>
internal sealed partial class PaperLines(SourceText source)
{
    /// <summary>Fields on any line between two positions: <c>**Label:** value</c> or <c>**Label:** ____</c>.</summary>
    public IEnumerable<Field> Fields(int start, int end) => Lines(start, end).Select(Field).OfType<Field>();

    /// <summary>Lines of nothing but underscores.</summary>
    public IEnumerable<Blank> Blanks(int start, int end)
    {
        foreach (var (from, to) in Lines(start, end))
            if (OnlyBlank().Match(source.Text[from..to]) is { Success: true } match) yield return BlankAt(from, match.Groups["blank"]);
    }

    /// <summary>Signature lines without a list: <c>**Role** - ____ Date: ____</c>.</summary>
    public IEnumerable<(int Start, int End)> Signatures(int start, int end) =>
        Lines(start, end).Where(line => Signature().IsMatch(source.Text[line.Start..line.End]));

    /// <param name="start">Just behind the box, or where the line's text starts.</param>
    public SignOffLine SignOff(int start, int end, int? box, string number)
    {
        var line = source.LineAt(start);
        end = Math.Min(end, source.EndOf(line));
        var text = source.Text[start..end];
        var date = DateWord().Match(text);
        var runs = Underscores().Matches(text).Where(run => run.Length > 0).ToArray();
        var name = Array.Find(runs, run => !date.Success || run.Index < date.Index);
        var day = date.Success ? Array.Find(runs, run => run.Index > date.Index) : null;
        var role = Role().Match(text) is { Success: true } bold ? bold.Groups["role"].Value : UntilBlank().Match(text).Groups["role"].Value;
        return new SignOffLine(PlainText.Of(role.Trim().TrimEnd(':')), number, line, box is { } at ? source.ByteAt(at) : null,
            name is null ? null : BlankAt(start, name), day is null ? null : BlankAt(start, day), source.ByteAt(TrimmedEnd(start, end)));
    }

    private Field? Field((int Start, int End) line)
    {
        var match = Labelled().Match(source.Text[line.Start..line.End]);
        if (!match.Success) return null;
        var rest = match.Groups["value"];
        var blank = Underscores().Match(rest.Value);
        var end = source.ByteAt(TrimmedEnd(line.Start, line.End));
        var value = PlainText.Of(rest.Value.Replace("<br>", "", StringComparison.OrdinalIgnoreCase));
        return new Field(PlainText.Of(match.Groups["label"].Value), blank.Success || value.Length == 0 ? null : value, source.LineAt(line.Start),
            blank.Success ? BlankAt(line.Start + rest.Index, blank) : value.Length == 0 ? new Blank(end, 0) : null, end);
    }

    private Blank BlankAt(int start, Group run) => new(source.ByteAt(start + run.Index), run.Length);

    private int TrimmedEnd(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(source.Text[end - 1])) end--;
        return end;
    }

    private IEnumerable<(int Start, int End)> Lines(int start, int end)
    {
        for (var line = source.LineAt(start); line <= source.LineCount && source.StartOf(line) < end; line++)
            yield return (Math.Max(start, source.StartOf(line)), Math.Min(end, source.EndOf(line)));
    }

    [GeneratedRegex("_{3,}")]
    private static partial Regex Underscores();

    [GeneratedRegex(@"^[\s>]*(?:[-*+]\s+)?(?<blank>_{3,})\s*$")]
    private static partial Regex OnlyBlank();

    [GeneratedRegex(@"^[\s>]*(?:[-*+]\s+)?\*\*(?<label>[^*\r\n]{1,200}?)(?:\s*:\s*\*\*|\*\*\s*:)(?<value>.*)$")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^[\s>]*\*\*[^*]{1,200}\*\*.*_{3,}")]
    private static partial Regex Signature();

    [GeneratedRegex(@"^[\s>]*(?:\*\*(?<role>[^*]{1,200})\*\*|__(?<role>[^_]{1,200})__)")]
    private static partial Regex Role();

    [GeneratedRegex(@"^(?<role>.*?)(?:\s+[-–—]\s.*|\s*:?\s*_{3,}.*)?$")]
    private static partial Regex UntilBlank();

    [GeneratedRegex(@"\bDate\b", RegexOptions.IgnoreCase)]
    private static partial Regex DateWord();
}
