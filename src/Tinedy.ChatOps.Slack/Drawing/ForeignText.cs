using System.Text;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Slack.Drawing;

/// <summary>
/// Text that is not ours as Slack must show it: letter by letter, never alive. Slack has no escape for its formatting, so a mark that
/// could format becomes its look-alike; what stands between letters (an underscore in a name) formats nothing and stays.
/// </summary>
internal static partial class ForeignText
{
    /// <summary>Zero width: after it a line does not begin with the mark that would make it a quotation.</summary>
    private const char Nothing = '\u200b';

    /// <summary>For mrkdwn outside a code block.</summary>
    public static string Tame(string text)
    {
        text = EmojiCode().Replace(Legible.Visible(text), "\u2236$1\u2236");
        var tamed = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '>' && (at == 0 || text[at - 1] == '\n')) tamed.Append(Nothing);
            tamed.Append(IsBetweenLetters(text, at) ? letter : LookAlike(letter));
        }
        return tamed.ToString();
    }

    /// <summary>For mrkdwn inside a code block, which nothing but three backticks can end.</summary>
    public static string TameCode(string text) => Legible.Visible(text).Replace("``", $"`{Nothing}`", StringComparison.Ordinal).Replace("``", $"`{Nothing}`", StringComparison.Ordinal);

    /// <summary>The only three letters that Slack asks to escape: without them there is no mention, no link and no command.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static bool IsBetweenLetters(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    private static char LookAlike(char letter) => letter switch
    {
        '*' => '\u2217',
        '_' => '\uff3f',
        '~' => '\u223c',
        '`' => '\u02cb',
        _ => letter,
    };

    /// <summary>":white_check_mark:" in a note must not look as if we had ticked something.</summary>
    [GeneratedRegex(":([a-z][a-z0-9_+'-]*):", RegexOptions.IgnoreCase)]
    private static partial Regex EmojiCode();
}
