using System.Buffers;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// Hides known secrets in a stream of bytes, in the one place before every sink. What might be the beginning of a
/// secret is held back until the next bytes tell, so that no border between two reads lets one through.
/// </summary>
internal sealed class Masker(IReadOnlyList<byte[]> forms)
{
    private static readonly byte[] Mask = "•••"u8.ToArray();

    private readonly ArrayBufferWriter<byte> masked = new();
    private readonly int[] next = new int[forms.Count];
    private byte[] held = [];

    /// <summary>The masked bytes that are certain by now; valid until the next call.</summary>
    public ReadOnlySpan<byte> Push(ReadOnlySpan<byte> more)
    {
        if (forms.Count == 0) return more;
        masked.ResetWrittenCount();
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
        Push(whole);
        byte[] first = forms.Count == 0 ? whole.ToArray() : masked.WrittenSpan.ToArray();
        return [.. first, .. Flush()];
    }

    private byte[] Replace(ReadOnlySpan<byte> text, bool certain)
    {
        // Longer than one secret may be partly here: leave the earliest place where one might begin.
        var end = certain ? text.Length : StartOfPossible(text);
        var at = 0;
        Array.Fill(next, Unsearched);
        while (Earliest(text, at) is var (start, length) && start < end)
        {
            masked.Write(text[at..start]);
            masked.Write(Mask);
            at = start + length;
        }
        var until = Math.Max(at, end);
        masked.Write(text[at..until]);
        return text[until..].ToArray();
    }

    private const int Unsearched = -1;

    /// <summary>The first secret at or behind <paramref name="from"/>; the longest where several begin together.</summary>
    private (int Start, int Length) Earliest(ReadOnlySpan<byte> text, int from)
    {
        var best = (Start: int.MaxValue, Length: 0);
        for (var form = 0; form < forms.Count; form++)
        {
            if (next[form] < from) next[form] = Find(text, from, forms[form]);
            if (next[form] < best.Start) best = (next[form], forms[form].Length);
        }
        return best;
    }

    private static int Find(ReadOnlySpan<byte> text, int from, byte[] form)
    {
        var found = text[from..].IndexOf(form);
        return found < 0 ? int.MaxValue : from + found;
    }

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
