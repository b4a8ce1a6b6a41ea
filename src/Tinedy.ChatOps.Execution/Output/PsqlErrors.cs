using System.Text;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// Counts the errors that <c>psql</c> prints. Without <c>ON_ERROR_STOP</c> it goes on behind a statement that failed and ends with exit code 0
/// (postgresql.org/docs/current/app-psql.html, "Exit Status"), so that its words are all there is to know it by.
/// </summary>
/// <param name="callsPsql">The command names psql: then its words count without the name of a script before them as well.</param>
internal sealed partial class PsqlErrors(bool callsPsql)
{
    private const int LongestShown = 200;

    private static ReadOnlySpan<byte> Sign => "ERROR:  "u8;

    private int count;
    private string? first;

    /// <summary>What was found, in a sentence; null without any.</summary>
    public string? Sentence => (count, first) switch
    {
        (0, _) => null,
        (1, _) => $"psql went on behind an error: {first} Write psql -v ON_ERROR_STOP=1, or psql-errors=allowed at the block where this is right.",
        _ => FormattableString.Invariant($"psql went on behind {count} errors, the first: {first} Write psql -v ON_ERROR_STOP=1, or psql-errors=allowed at the block where this is right."),
    };

    /// <param name="lines">Whole lines, masked.</param>
    public void Look(ReadOnlySpan<byte> lines)
    {
        for (var at = lines.IndexOf(Sign); at >= 0; at = lines.IndexOf(Sign))
        {
            var start = lines[..at].LastIndexOf((byte)'\n') + 1;
            var length = lines[at..].IndexOf((byte)'\n') is >= 0 and var end ? end : lines.Length - at;
            if (start == at ? callsPsql : Place().IsMatch(Encoding.UTF8.GetString(lines[start..at]))) Take(lines.Slice(at, length));
            lines = lines[(at + length)..];
        }
    }

    private void Take(ReadOnlySpan<byte> error)
    {
        count++;
        if (first is not null) return;
        var text = Encoding.UTF8.GetString(error).TrimEnd();
        first = (text.Length <= LongestShown ? text : text[..LongestShown] + "…") + ".";
    }

    [GeneratedRegex(@"^psql:.+:\d+: $")]
    private static partial Regex Place();
}
