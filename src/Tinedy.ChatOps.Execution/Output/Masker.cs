using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// Hides known secrets in a stream of bytes, in the one place before every sink. What might be the beginning of a
/// secret is held back until the next bytes tell, so that no border between two reads lets one through.
/// </summary>
internal sealed class Masker(IReadOnlyList<byte[]> forms)
{
    private static readonly byte[] Mask = "•••"u8.ToArray();

    private const int Window = 16 * 1024;

    /// <summary>All forms at once, with a byte as a letter: this search takes texts only, and is the fast one.</summary>
    private readonly SearchValues<string> any = SearchValues.Create([.. forms.Select(Widened)], StringComparison.Ordinal);
    private readonly int longest = forms.Count == 0 ? 0 : forms.Max(form => form.Length);
    private readonly ArrayBufferWriter<byte> masked = new();
    private readonly char[] wide = new char[forms.Count == 0 ? 0 : Window + forms.Max(form => form.Length)];
    private byte[] held = [];

    /// <summary>The masked bytes that are certain by now; valid until the next call.</summary>
    public ReadOnlySpan<byte> Push(ReadOnlySpan<byte> more)
    {
        if (forms.Count == 0) return more;
        masked.ResetWrittenCount();
        if (held.Length == 0 && First(more, 0) == int.MaxValue && StartOfPossible(more) == more.Length) return more;
        if (held.Length == 0) held = Replace(more, certain: false);
        else held = Replace([.. held, .. more], certain: false);
        return masked.WrittenSpan;
    }

    /// <summary>What was held back, when nothing more will come.</summary>
    public ReadOnlySpan<byte> Flush()
    {
        masked.ResetWrittenCount();
        held = Replace(held, certain: true);
        return masked.WrittenSpan;
    }

    /// <summary>A text that is complete.</summary>
    public byte[] Apply(ReadOnlySpan<byte> whole)
    {
        var first = Push(whole).ToArray();
        return [.. first, .. Flush()];
    }

    private byte[] Replace(ReadOnlySpan<byte> text, bool certain)
    {
        // Longer than one secret may be partly here: leave the earliest place where one might begin.
        var end = certain ? text.Length : StartOfPossible(text);
        var at = 0;
        while (at < end && First(text, at) is var start && start < end)
        {
            masked.Write(text[at..start]);
            masked.Write(Mask);
            at = start + LongestAt(text[start..]);
        }
        var until = Math.Max(at, end);
        masked.Write(text[at..until]);
        return text[until..].ToArray();
    }

    /// <summary>Where the first secret at or behind <paramref name="from"/> begins.</summary>
    private int First(ReadOnlySpan<byte> text, int from)
    {
        for (; from < text.Length; from += Window)
        {
            // The windows overlap by the longest form, so that none is cut by their border.
            var window = text.Slice(from, Math.Min(Window + longest - 1, text.Length - from));
            Encoding.Latin1.GetChars(window, wide);
            var found = wide.AsSpan(0, window.Length).IndexOfAny(any);
            if (found >= 0) return from + found;
        }
        return int.MaxValue;
    }

    /// <summary>The forms are in order, the longest first.</summary>
    private int LongestAt(ReadOnlySpan<byte> text)
    {
        foreach (var form in forms)
            if (text.StartsWith(form)) return form.Length;
        throw new UnreachableException("A secret was found and is not there.");
    }

    private static string Widened(byte[] form) => Encoding.Latin1.GetString(form);

    private int StartOfPossible(ReadOnlySpan<byte> text)
    {
        var earliest = text.Length;
        foreach (var form in forms) earliest = Math.Min(earliest, StartOfPossible(text, form));
        return earliest;
    }

    private static int StartOfPossible(ReadOnlySpan<byte> text, ReadOnlySpan<byte> form)
    {
        for (var start = Math.Max(0, text.Length - form.Length + 1); start < text.Length; start++)
        {
            var candidate = text[start..].IndexOf(form[0]);
            if (candidate < 0) break;
            start += candidate;
            if (form.StartsWith(text[start..])) return start;
        }
        return text.Length;
    }
}
