using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// What a step is expected to find, in a comment of its own: <c>-- expect: rows = 0</c> or <c># expect: status = 200</c>. With
/// <c>warn:</c> in place of <c>expect:</c> the step goes on, and says so.
/// </summary>
/// <param name="Line">1-based line in the block.</param>
/// <param name="IsWarning">Not met, it is a warning and no failure.</param>
/// <param name="Subject">What is looked at: <c>rows</c>, <c>value</c>, <c>status</c>, <c>text</c>, <c>time</c>.</param>
/// <param name="Operator">One of <c>= != &lt; &lt;= &gt; &gt;= contains</c>.</param>
public sealed partial record Expectation(int Line, bool IsWarning, string Subject, string Operator, string Wanted)
{
    /// <summary>The words as the runbook has them: "rows = 0".</summary>
    public override string ToString() => $"{Subject} {Operator} {Wanted}";

    /// <summary>Numbers are compared as numbers where both sides are; everything else as text.</summary>
    public bool IsMetBy(string found)
    {
        if (Operator == "contains") return found.Contains(Wanted, StringComparison.Ordinal);
        var order = IsNumber(found, out var left) && IsNumber(Wanted, out var right)
            ? left.CompareTo(right)
            : string.CompareOrdinal(found, Wanted);
        return Operator switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <param name="problem">Why it is none, as a sentence; null for one that was read and for a comment about something else.</param>
    internal static Expectation? Read(string comment, int line, IReadOnlyList<string> subjects, out string? problem)
    {
        problem = null;
        var start = Begins().Match(comment);
        if (!start.Success) return null;
        var match = Form().Match(comment[start.Length..]);
        if (!match.Success || !subjects.Contains(match.Groups["subject"].Value))
        {
            problem = $"\"{comment.Trim()}\" cannot be understood. Write one of {string.Join(", ", subjects)}, then = != < <= > >= or contains, then what you expect.";
            return null;
        }
        return new(line, start.Groups[1].Value == "warn", match.Groups["subject"].Value, match.Groups["operator"].Value, Unquoted(match.Groups["wanted"].Value.Trim()));
    }

    private static bool IsNumber(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Unquoted(string text) => text is ['"', .. var inner, '"'] ? inner : text;

    [GeneratedRegex(@"^\s*(?:--|#|//)\s*(expect|warn)\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex Begins();

    [GeneratedRegex(@"^\s*(?<subject>[a-z]+)\s*(?<operator>=|!=|<=|<|>=|>|contains\b)\s*(?<wanted>\S.*)$")]
    private static partial Regex Form();
}
