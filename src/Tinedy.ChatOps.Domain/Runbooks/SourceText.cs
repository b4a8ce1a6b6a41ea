using System.Buffers;
using System.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The decoded file and the way back: Markdig speaks of UTF-16 positions, the export writes at byte offsets, people
/// count lines. Line ends are LF, CRLF and a lone CR, as in CommonMark.
/// </summary>
internal sealed class SourceText
{
    private readonly int bom;
    private readonly int[]? byteOf;
    private readonly int[] lineStarts;

    private SourceText(string text, int bom)
    {
        Text = text;
        this.bom = bom;
        byteOf = Ascii.IsValid(text) ? null : ByteOffsets(text);
        lineStarts = StartsOfLines(text);
    }

    /// <summary>The file without its byte order mark.</summary>
    public string Text { get; }

    /// <summary><see cref="Text"/> with the same positions, and underscores for each blank of whatever form: what reads a form reads this.</summary>
    public string Form => field ??= BlankForms.AsUnderscores(Text);

    public int LineCount => lineStarts.Length;

    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static SourceText Decode(ReadOnlySpan<byte> bytes)
    {
        var bom = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        return new SourceText(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes[bom..]), bom);
    }

    /// <summary>The offset in the file, mark included, of a position in <see cref="Text"/>.</summary>
    public int ByteAt(int position) => bom + (byteOf is null ? position : byteOf[position]);

    /// <summary>The position in <see cref="Text"/> of an offset in the file.</summary>
    public int PositionAt(int offset) => byteOf is null ? offset - bom : Math.Max(0, Array.BinarySearch(byteOf, offset - bom));

    /// <summary>1-based.</summary>
    public int LineAt(int position)
    {
        var index = Array.BinarySearch(lineStarts, position);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>Where a 1-based line starts.</summary>
    public int StartOf(int line) => lineStarts[line - 1];

    /// <summary>Just behind a 1-based line's last character, line end excluded.</summary>
    public int EndOf(int line)
    {
        var end = line < lineStarts.Length ? lineStarts[line] : Text.Length;
        while (end > lineStarts[line - 1] && Text[end - 1] is '\n' or '\r') end--;
        return end;
    }

    public string Line(int line) => Text[StartOf(line)..EndOf(line)];

    /// <summary>A 1-based line of <see cref="Form"/>.</summary>
    public string FormLine(int line) => Form[StartOf(line)..EndOf(line)];

    private static int[] ByteOffsets(string text)
    {
        var offsets = new int[text.Length + 1];
        var offset = 0;
        for (var i = 0; i < text.Length; i++)
        {
            offsets[i] = offset;
            // A surrogate pair is four bytes; its second half points just behind, so that no edit can land inside.
            offset += text[i] switch { < '\u0080' => 1, < '\u0800' => 2, _ when char.IsHighSurrogate(text[i]) => 4, _ when char.IsLowSurrogate(text[i]) => 0, _ => 3 };
        }
        offsets[^1] = offset;
        return offsets;
    }

    private static int[] StartsOfLines(string text)
    {
        var starts = new List<int> { 0 };
        var ends = SearchValues.Create("\r\n");
        for (var at = 0; text.AsSpan(at).IndexOfAny(ends) is >= 0 and var found;)
        {
            at += found + (text[at + found] == '\r' && at + found + 1 < text.Length && text[at + found + 1] == '\n' ? 2 : 1);
            starts.Add(at);
        }
        return [.. starts];
    }
}
