using System.Text;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>Text as people can read it, whatever stands in it; the same for every surface.</summary>
public static class Legible
{
    /// <summary>Without what nobody can see: control letters, and marks that would turn the reading direction of what follows.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(letter => IsHidden(letter) || char.IsSurrogate(letter))) return text;
        var seen = new StringBuilder(text.Length);
        // By runes: half a surrogate pair comes out as the replacement letter, and the JSON stays JSON.
        foreach (var rune in text.EnumerateRunes())
            if (!rune.IsBmp || !IsHidden((char)rune.Value)) seen.Append(rune.ToString());
        return seen.ToString();
    }

    /// <summary>For what is read first, on a phone, at night: the words with one space between them.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>At most so many letters, the last of them an ellipsis where something was cut.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    private static bool IsHidden(char letter) => letter is not ('\n' or '\t') && (char.IsControl(letter) || IsDirection(letter));

    private static bool IsDirection(char letter) => letter is '\u200e' or '\u200f' or '\u061c' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
