namespace Tinedy.ChatOps.Domain.Text;

/// <summary>
/// Which of several names a typed text begins with. Every place where words name a contact, a criterion, a role, a field, a runbook or an
/// environment asks here: with "DBA" and "DBA Lead", "DBA Lead: disk is full" can only mean the second.
/// </summary>
public static class LabelMatcher
{
    /// <summary>
    /// The longest label that the text begins with and that ends where a word ends, whatever the case and however many blanks stand
    /// between words. Null when there is none.
    /// </summary>
    /// <returns>The candidate, and what follows it without the ":" or "," that may part the two.</returns>
    public static (T Found, string Behind)? Longest<T>(string typed, IEnumerable<T> candidates, Func<T, string> label)
    {
        (T Found, int End)? best = null;
        foreach (var candidate in candidates)
            if (EndOf(typed, label(candidate)) is { } end && end > (best?.End ?? 0)) best = (candidate, end);
        return best is { } found ? (found.Found, typed[found.End..].Trim().TrimStart(' ', ':', ',').Trim()) : null;
    }

    public static (string Found, string Behind)? Longest(string typed, IEnumerable<string> labels) => Longest(typed, labels, label => label);

    /// <summary>Where the label ends in the text; null when the text does not begin with it, or goes on in the middle of a word.</summary>
    private static int? EndOf(string typed, string label)
    {
        var at = SkipBlanks(typed, 0);
        var of = SkipBlanks(label, 0);
        if (of == label.Length) return null;
        while (of < label.Length)
        {
            if (at == typed.Length) return null;
            if (char.IsWhiteSpace(label[of]))
            {
                of = SkipBlanks(label, of);
                if (of == label.Length) break;
                if (!char.IsWhiteSpace(typed[at])) return null;
                at = SkipBlanks(typed, at);
            }
            else if (char.ToUpperInvariant(label[of++]) != char.ToUpperInvariant(typed[at++]))
            {
                return null;
            }
        }
        return at == typed.Length || !GoesOn(typed, at) ? at : null;
    }

    /// <summary>"DBA" is no word of "DBAs" and none of "DBA-Lead"; behind "> 50%" any letter begins a new word.</summary>
    private static bool GoesOn(string typed, int at) =>
        IsOfWord(typed[at - 1]) && (IsOfWord(typed[at]) || (typed[at] is '-' or '\'' or '’' or '/' or '.' && at + 1 < typed.Length && IsOfWord(typed[at + 1])));

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_' || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
