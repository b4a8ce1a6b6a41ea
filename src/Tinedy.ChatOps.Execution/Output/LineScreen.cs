using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// Turns raw bytes into lines fit for people, as a very simple terminal would: control codes are gone, a progress bar
/// shows its last state, broken UTF-8 is U+FFFD, and a line without end is cut with a count. Memory stays at one line.
/// What needs none of that, nearly everything, is passed on in whole blocks and never looked at line by line.
/// </summary>
/// <param name="finished">Gets lines, complete with their line ends. Valid only during the call.</param>
internal sealed class LineScreen(int longestLine, LineScreen.Sink finished)
{
    private const byte Escape = 0x1B;
    private const byte Bell = 0x07;

    /// <summary>Plain text holds none of these: control codes but tab and line end, DEL, and the lead byte of the C1 codes.</summary>
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n')).Select(code => (byte)code), 0x7F, 0xC2]);

    private static readonly SearchValues<byte> Meaningless =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(code => code is not ('\b' or '\t' or '\n' or '\r' or Escape)).Select(code => (byte)code)]);

    private readonly byte[] line = new byte[longestLine];
    private int length;
    private int cursor;
    private long cut;
    private bool returned;
    private Mode mode;

    /// <summary>Where a control sequence has got to (ECMA-48: ESC [ … letter, ESC ] … BEL or ESC \).</summary>
    private enum Mode { Text, Escaped, Sequence, Title, TitleEscaped }

    /// <param name="lines">How many lines the text is.</param>
    /// <param name="isRendered">False: exactly as it was printed.</param>
    public delegate void Sink(ReadOnlySpan<byte> text, long lines, bool isRendered);

    /// <summary>Lines so far, with an unfinished last one.</summary>
    public long Lines { get; private set; }

    public bool HasUnfinished => length > 0 || cut > 0;

    /// <summary>The unfinished line as it looks now.</summary>
    public byte[] Unfinished => Rendered();

    public void Write(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (mode == Mode.Text && !HasUnfinished && cursor == 0 && !returned && PlainLines(text) is > 0 and var plainLines)
            {
                PassOn(text[..plainLines]);
                text = text[plainLines..];
                continue;
            }
            if (mode == Mode.Text)
            {
                var plain = text.IndexOfAnyInRange((byte)0, (byte)0x1F);
                Append(plain < 0 ? text : text[..plain]);
                if (plain < 0) return;
                text = text[plain..];
                // Binary output, a sparse file above all, is full of codes that mean nothing to a screen.
                var meant = text.IndexOfAnyExcept(Meaningless);
                if (meant < 0) return;
                text = text[meant..];
                if (text[0] >= 0x20) continue;
            }
            Control(text[0]);
            text = text[1..];
        }
    }

    /// <summary>The length of the whole lines at the beginning that a person can be shown as they are.</summary>
    private int PlainLines(ReadOnlySpan<byte> text)
    {
        var special = text.IndexOfAny(Special);
        var plain = special < 0 ? text : text[..special];
        var end = 0;
        // From line start to line start, as far as the longest line reaches: a longer one has to be cut.
        while (end < plain.Length)
        {
            var last = plain.Slice(end, Math.Min(longestLine + 1, plain.Length - end)).LastIndexOf((byte)'\n');
            if (last < 0) break;
            end += last + 1;
        }
        return Utf8.IsValid(plain[..end]) ? end : ValidLines(plain[..end]);
    }

    private static int ValidLines(ReadOnlySpan<byte> lines)
    {
        var end = 0;
        for (var next = lines.IndexOf((byte)'\n'); next >= 0 && Utf8.IsValid(lines[end..(end + next)]); next = lines[end..].IndexOf((byte)'\n')) end += next + 1;
        return end;
    }

    private void PassOn(ReadOnlySpan<byte> whole)
    {
        var count = whole.Count((byte)'\n');
        Lines += count;
        finished(whole, count, isRendered: false);
    }

    /// <summary>Ends an unfinished last line.</summary>
    public void Finish()
    {
        if (HasUnfinished) EndLine();
    }

    private void Append(ReadOnlySpan<byte> plain)
    {
        if (plain.IsEmpty) return;
        if (returned) Clear();
        var room = Math.Min(plain.Length, line.Length - cursor);
        plain[..room].CopyTo(line.AsSpan(cursor));
        cursor += room;
        length = Math.Max(length, cursor);
        cut += plain.Length - room;
    }

    private void Control(byte code) => mode = (mode, code) switch
    {
        (Mode.Text, Escape) => Mode.Escaped,
        (Mode.Text, _) => Move(code),
        (Mode.Escaped, (byte)'[') => Mode.Sequence,
        (Mode.Escaped, (byte)']') => Mode.Title,
        (Mode.Escaped, >= 0x20 and <= 0x2F) => Mode.Escaped,
        (Mode.Escaped, _) => Mode.Text,
        // A line end inside a sequence means that the sequence was never one: the line must not be swallowed.
        (Mode.Sequence or Mode.Title, (byte)'\n') => Move(code),
        (Mode.Sequence, (byte)'K') => EraseRest(),
        (Mode.Sequence, >= 0x40 and <= 0x7E) => Mode.Text,
        (Mode.Title, Bell) => Mode.Text,
        (Mode.Title, Escape) => Mode.TitleEscaped,
        (Mode.TitleEscaped, _) => Mode.Text,
        _ => mode,
    };

    private Mode Move(byte code)
    {
        switch (code)
        {
            case (byte)'\n': EndLine(); break;
            // What follows is the line's next state; when nothing does (CR LF), this one stays.
            case (byte)'\r': returned = true; break;
            case (byte)'\b': cursor = Math.Max(0, cursor - 1); break;
            case (byte)'\t': Append("\t"u8); break;
            default: break;
        }
        return Mode.Text;
    }

    private Mode EraseRest()
    {
        if (returned) Clear();
        length = Math.Min(length, cursor);
        return Mode.Text;
    }

    private void EndLine()
    {
        Lines++;
        finished([.. Rendered(), (byte)'\n'], 1, isRendered: true);
        Clear();
    }

    private void Clear() => (length, cursor, cut, returned) = (0, 0, 0, false);

    private byte[] Rendered()
    {
        var shown = line.AsSpan(0, length);
        if (cut > 0) shown = shown[..WholeCharacters(shown)];
        byte[] text = Utf8.IsValid(shown) && shown.IndexOf((byte)0x7F) < 0 && !HasC1(shown)
            ? shown.ToArray()
            : Repaired(shown);
        if (cut == 0) return text;
        var missing = cut + length - shown.Length;
        return [.. text, .. Encoding.UTF8.GetBytes(FormattableString.Invariant($" … {missing:#,0} more bytes on this line"))];
    }

    /// <summary>C1 control codes, U+0080 to U+009F, are C2 80 to C2 9F in UTF-8; some terminals obey them.</summary>
    private static bool HasC1(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)0xC2); at >= 0 && at + 1 < text.Length;)
        {
            if (text[at + 1] is >= 0x80 and <= 0x9F) return true;
            var further = text[(at + 1)..].IndexOf((byte)0xC2);
            at = further < 0 ? -1 : at + 1 + further;
        }
        return false;
    }

    private static byte[] Repaired(ReadOnlySpan<byte> text)
    {
        var letters = Encoding.UTF8.GetString(text).ToCharArray();
        var kept = 0;
        foreach (var letter in letters)
            if (letter == '\t' || !char.IsControl(letter)) letters[kept++] = letter;
        return Encoding.UTF8.GetBytes(letters, 0, kept);
    }

    private static int WholeCharacters(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (end > 0 && end > text.Length - 4 && (text[end - 1] & 0xC0) == 0x80) end--;
        return end > 0 && text[end - 1] >= 0xC0 ? end - 1 : text.Length;
    }
}
