using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// What a step is expected to find, in a comment of its own: <c>-- expect: rows = 0</c> or <c># expect: status = 200</c>. With
/// <c>warn:</c> in place of <c>expect:</c> the step goes on, and says so. A colon that is missing changes nothing where the rest has the form.
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
        var subject = match.Groups["subject"].Value.ToLowerInvariant();
        var wanted = Unquoted(match.Groups["wanted"].Value.Trim());
        var isWhole = match.Success && subjects.Contains(subject) && (!Counted.Contains(subject) || IsNumber(wanted, out _));
        if (isWhole) return new(line, start.Groups["word"].Value.Equals("warn", StringComparison.OrdinalIgnoreCase), subject, OperatorOf(match.Groups["operator"].Value), wanted);
        // Without a colon it may be a sentence to people.
        if (start.Groups["colon"].Success)
            problem = $"\"{comment.Trim()}\" cannot be understood. Write one of {string.Join(", ", subjects)}, then = != < <= > >= or contains, then what you expect.";
        return null;
    }

    /// <summary>What is always a number.</summary>
    private static readonly string[] Counted = ["rows", "status"];

    /// <summary>As other languages write it: "==", "&lt;>".</summary>
    private static string OperatorOf(string written) => written.ToLowerInvariant() switch { "==" => "=", "<>" => "!=", var same => same };

    private static bool IsNumber(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Unquoted(string text) => text is ['"', .., '"'] or ['\'', .., '\''] ? text[1..^1] : text;

    [GeneratedRegex(@"^\s*(?:--|#|//|/\*)\s*(?<word>expect|warn)\b\s*(?<colon>:)?", RegexOptions.IgnoreCase)]
    private static partial Regex Begins();

    // Behind an operator no second one: "=<" would be compared as text.
    [GeneratedRegex(@"^\s*(?<subject>[a-z]+)\s*(?<operator>==|!=|<>|<=|>=|=|<|>|contains\b)\s*(?<wanted>[^\s=<>!].*?)\s*(?:\*/\s*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
