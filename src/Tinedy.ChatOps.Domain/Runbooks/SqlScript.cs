using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>One statement of a script, with what is expected of it.</summary>
/// <param name="Line">1-based line of its first word in the block.</param>
public sealed record SqlStatement(string Text, int Line, ImmutableArray<Expectation> Expectations);

/// <summary>
/// A block of SQL, cut into its statements where Postgres would cut it: not inside a literal, a quoted name, a dollar-quoted body or a
/// comment. A comment with an expectation belongs to the statement beneath it.
/// </summary>
/// <param name="Problems">Expectations that cannot be understood or belong to nothing, by line.</param>
public sealed partial record SqlScript(ImmutableArray<SqlStatement> Statements, ImmutableArray<(int Line, string Message)> Problems)
{
    private static readonly string[] Subjects = ["rows", "value"];

    /// <summary>Comments that expect nothing, by line.</summary>
    public ImmutableArray<(int Line, string Text)> Comments { get; private init; } = [];

    /// <summary>The first word that begins or ends a transaction; null without one.</summary>
    public string? TransactionWord => Transaction is { } statement ? WordOf(statement) : null;

    /// <summary>The first statement that begins or ends a transaction; null without one.</summary>
    public SqlStatement? Transaction => Statements.FirstOrDefault(statement => WordOf(statement) is "begin" or "start" or "commit" or "end" or "rollback" or "abort");

    /// <summary>The first statement that reads rows from its client's input or writes them to its output, which a step has not; null without one.</summary>
    public SqlStatement? CopyThroughClient => Statements.FirstOrDefault(statement => ClientCopy().IsMatch(Bare(statement.Text)));

    public static SqlScript Read(string text)
    {
        var statements = ImmutableArray.CreateBuilder<SqlStatement>();
        var problems = ImmutableArray.CreateBuilder<(int, string)>();
        var expected = ImmutableArray.CreateBuilder<Expectation>();
        var comments = ImmutableArray.CreateBuilder<(int, string)>();
        var start = -1;
        for (var at = 0; at <= text.Length;)
        {
            if (at == text.Length || text[at] == ';')
            {
                if (start >= 0)
                {
                    statements.Add(new(text[start..at].TrimEnd(), LineAt(text, start), expected.ToImmutable()));
                    expected.Clear();
                }
                start = -1;
                at++;
                continue;
            }
            var length = Skip(text, at);
            if (IsComment(text, at))
            {
                var line = LineAt(text, at);
                if (Expectation.Read(text.Substring(at, length), line, Subjects, out var problem) is { } found) expected.Add(found);
                else if (problem is not null) problems.Add((line, problem));
                else comments.AddRange(text.Substring(at, length).Split('\n').Select((words, below) => (line + below, words)));
            }
            else if (start < 0 && !char.IsWhiteSpace(text[at]))
            {
                start = at;
            }
            at += length;
        }
        foreach (var lost in expected) problems.Add((lost.Line, $"\"{lost}\" stands behind the last statement. Write it above the statement it is about."));
        return new(statements.ToImmutable(), problems.ToImmutable()) { Comments = comments.ToImmutable() };
    }

    private static string WordOf(SqlStatement statement) => FirstWord().Match(statement.Text).Value.ToLowerInvariant();

    /// <summary>Without what stands in quotes and comments.</summary>
    private static string Bare(string statement)
    {
        var bare = new StringBuilder();
        for (var at = 0; at < statement.Length;)
        {
            var length = Skip(statement, at);
            bare.Append(length == 1 ? statement[at] : ' ');
            at += length;
        }
        return bare.ToString();
    }

    /// <summary>How far what begins here reaches: one letter, or a whole literal, quoted name, body or comment.</summary>
    private static int Skip(string text, int at) => text[at] switch
    {
        '\'' => Quoted(text, at, '\'', escapes: at > 0 && text[at - 1] is 'e' or 'E' && (at < 2 || !IsName(text[at - 2]))),
        '"' => Quoted(text, at, '"', escapes: false),
        '$' when (at == 0 || !IsName(text[at - 1])) && Dollar().Match(text, at) is { Success: true } tag =>
            (text.IndexOf(tag.Value, at + tag.Length, StringComparison.Ordinal) is >= 0 and var end ? end + tag.Length : text.Length) - at,
        '-' when IsComment(text, at) => (text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length) - at,
        '/' when IsComment(text, at) => Nested(text, at),
        _ => 1,
    };

    private static bool IsComment(string text, int at) => string.CompareOrdinal(text, at, "--", 0, 2) == 0 || string.CompareOrdinal(text, at, "/*", 0, 2) == 0;

    private static int Quoted(string text, int at, char quote, bool escapes)
    {
        for (var end = at + 1; end < text.Length; end++)
        {
            if (escapes && text[end] == '\\') end++;
            else if (text[end] == quote) return end + 1 - at;
        }
        return text.Length - at;
    }

    /// <summary>Comments of Postgres nest.</summary>
    private static int Nested(string text, int at)
    {
        var depth = 0;
        for (var end = at; end < text.Length; end++)
        {
            if (string.CompareOrdinal(text, end, "/*", 0, 2) == 0) (depth, end) = (depth + 1, end + 1);
            else if (string.CompareOrdinal(text, end, "*/", 0, 2) == 0 && (--depth, end++) is (0, _)) return end + 1 - at;
        }
        return text.Length - at;
    }

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';

    private static int LineAt(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');

    [GeneratedRegex("^[A-Za-z]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^\s*copy\b.*\b(?:from\s+stdin|to\s+stdout)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ClientCopy();

    [GeneratedRegex(@"\G\$(?:[A-Za-z_\u0080-\uFFFF][A-Za-z0-9_\u0080-\uFFFF]*)?\$")]
    private static partial Regex Dollar();
}
