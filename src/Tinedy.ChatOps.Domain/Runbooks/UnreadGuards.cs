using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>A comment of a block that nothing looks at when the block runs, although it says what must be so.</summary>
/// <param name="Line">1-based line in the block.</param>
/// <param name="IsForm">It is written like an expectation, so whoever wrote it relies on it; false for a sentence that says the same.</param>
internal sealed partial record UnreadGuards(int Line, string Text, bool IsForm)
{
    /// <summary>By line.</summary>
    public static IEnumerable<UnreadGuards> In(CommandKind kind, string text) =>
        from comment in Comments(kind, text)
        let words = Shortened(comment.Text.Trim())
        let isForm = Form().IsMatch(words)
        where isForm || Sentence().IsMatch(words)
        select new UnreadGuards(comment.Line, words, isForm);

    private static IEnumerable<(int Line, string Text)> Comments(CommandKind kind, string text) => kind switch
    {
        CommandKind.Sql => SqlScript.Read(text).Comments,
        CommandKind.Http => HttpComments(text),
        CommandKind.Bash or CommandKind.Sh => Lines(text).Where(line => line.Text.StartsWith('#')),
        _ => [],
    };

    /// <summary>Above the request an expectation that was read is none of these; behind it nothing is read.</summary>
    private static IEnumerable<(int Line, string Text)> HttpComments(string text)
    {
        var read = HttpBlock.Read(text);
        var judged = read.Expectations.Select(expected => expected.Line).Concat(read.Problems.Select(problem => problem.Line)).ToHashSet();
        return Lines(text).Where(line => (line.Text.StartsWith('#') || line.Text.StartsWith("//", StringComparison.Ordinal)) && !judged.Contains(line.Line));
    }

    private static IEnumerable<(int Line, string Text)> Lines(string text) => text.Split('\n').Select((line, at) => (at + 1, line.Trim()));

    /// <summary>A guard says what it is about at once; of a line of a megabyte the rest costs nothing.</summary>
    private static string Shortened(string words) => words.Length > MostLetters ? words[..MostLetters] : words;

    private const int MostLetters = 300;

    private const string Marks = @"^(?:--+|#+|//+|/\*+|\*+)?\s*";
    private const string Measured = @"(?:rows?|values?|count|result|status|text|time)";
    private const string Amount = @"(?:[=<>≠≤≥]|\d|\b(?:no|none|zero|empty|contains?)\b)";

    // "expect rows is 0", "expected: 0 rows", "assert count = 0", "warn: ..." without its form is an error already.
    [GeneratedRegex(Marks + @"(?:(?:expect|assert|warn)(?:s|ed|ion|ing)?\b\W*(?:(?:the|that|number of)\s+)*" + Measured + @"\b.*" + Amount + @"|(?:expect(?:s|ed|ation)?|assert(?:ion)?)\s*:.*(?:" + Amount + @"|\b" + Measured + @"\b))", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(Marks + @"(?:(?:check|ensure|require[sd]?|verify|must|should|expect\w*|assert\w*|make sure)\b.*(?:" + Amount + @".*\b" + Measured + @"|\b" + Measured + @"\b.*" + Amount + @")|(?:must|should)\s+(?:be|return|give|yield)\s+" + Amount + ")", RegexOptions.IgnoreCase)]
    private static partial Regex Sentence();
}
