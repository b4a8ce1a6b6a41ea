using System.Text;

namespace Tinedy.ChatOps.Evidence;

/// <summary>
/// Foreign words inside Markdown: one line, and every character that could start something is escaped, so that a name or
/// a remark can add no item, heading, link, comment or fence. Escaping is CommonMark's backslash, so it can be undone.
/// </summary>
public static class ChecklistText
{
    private const string Active = "\\`*_[]<>&~|$";

    public static string Escape(string foreign)
    {
        var text = OneLine(foreign);
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (Active.Contains(text[i], StringComparison.Ordinal) || OpensBlock(text, i) || OpensLink(text, i)) escaped.Append('\\');
            escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    public static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\' && i + 1 < escaped.Length && char.IsAscii(escaped[i + 1]) && IsPunctuation(escaped[i + 1])) i++;
            text.Append(escaped[i]);
        }
        return text.ToString();
    }

    /// <summary>The words without line breaks, control characters and characters that turn the line round; blanks joined, ends trimmed.</summary>
    public static string OneLine(string foreign)
    {
        var line = new StringBuilder(foreign.Length);
        foreach (var rune in foreign.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (rune.Value is not (>= 0x202A and <= 0x202E) and not (>= 0x2066 and <= 0x2069) and not 0xFEFF)
            {
                line.Append(rune.ToString());
            }
        }
        return line.ToString().TrimEnd(' ');
    }

    /// <summary>"# x", "- x", "+ x", "= x" and "1. x" at the start of a line.</summary>
    private static bool OpensBlock(string text, int at) =>
        text[at] switch
        {
            '#' or '-' or '+' or '=' => at == 0,
            '.' or ')' => at > 0 && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0,
            _ => false,
        };

    /// <summary>GitHub makes links of "https://…" and "www.…" without any mark.</summary>
    private static bool OpensLink(string text, int at) =>
        (text[at] == ':' && at + 1 < text.Length && text[at + 1] == '/')
        || (text[at] == '.' && at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase));

    private static bool IsPunctuation(char letter) => char.IsPunctuation(letter) || char.IsSymbol(letter);
}
