using System.Text;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>
/// Text that is not ours as a text block of a card must show it: letter by letter, never alive. Clients differ in the escapes they know,
/// so a mark that could format becomes its look-alike, and where a letter alone is harmless a space of no width stands behind it.
/// </summary>
internal static class ForeignText
{
    /// <summary>Zero width: what follows does not belong to what was before.</summary>
    private const char Nothing = '\u200b';

    public static string Tame(string text)
    {
        text = Legible.Visible(text);
        var tamed = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            // A list, a heading, a quotation or a number at the beginning of a line.
            if ((at == 0 || text[at - 1] == '\n') && letter is '-' or '+' or '#' or '>' or (>= '0' and <= '9')) tamed.Append(IsBlock(text, at) ? Nothing.ToString() : "");
            tamed.Append(letter == '_' && IsBetweenLetters(text, at) ? letter : LookAlike(letter));
            if (IsOpener(text, at)) tamed.Append(Nothing);
        }
        return tamed.ToString();
    }

    /// <summary>
    /// A mention, a link, an entity, a time that a client would fill in, and the "://" that makes an address of a word. At the end it is
    /// not known what follows.
    /// </summary>
    private static bool IsOpener(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return text[at] switch
        {
            '<' => next is '\0' or '/' or '!' or '?' || char.IsAsciiLetter(next),
            '&' => next is '\0' or '#' || char.IsAsciiLetter(next),
            ']' => next is '\0' or '(' or '[' or ':',
            '{' => next is '\0' or '{',
            ':' => next is '/',
            _ => false,
        };
    }

    private static bool IsBlock(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at < text.Length && (text[at] is '-' or '+' or '#' or '>' || (text[at] is '.' or ')' && at + 1 < text.Length && text[at + 1] == ' '));
    }

    private static bool IsBetweenLetters(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    private static char LookAlike(char letter) => letter switch
    {
        '*' => '\u2217',
        '_' => '\uff3f',
        '~' => '\u223c',
        '`' => '\u02cb',
        '\\' => '\u29f5',
        _ => letter,
    };
}
