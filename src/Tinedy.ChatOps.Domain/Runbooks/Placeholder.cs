using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// A file name as paper writes it: <c>backup_YYYYMMDD_HHMMSS.sql</c> stands for the backup that this run made. It never
/// reaches a shell: a file of the run is bound to it first, and only a name with digits where the paper has letters fits.
/// </summary>
public static partial class Placeholder
{
    /// <summary>The placeholders of a command, each once, in order. Comment lines do not count.</summary>
    public static IReadOnlyList<string> In(string command) =>
        [.. CodeLines(command).SelectMany(line => Words(line).Select(word => word.Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>True when a file's path in the workspace is this placeholder with digits for its date.</summary>
    public static bool Matches(string placeholder, string fileName) =>
        IsPlaceholder(placeholder) && fileName.Length == placeholder.Length && fileName.Zip(Pattern(placeholder)).All(pair =>
            pair.Second == AnyDigit ? char.IsAsciiDigit(pair.First) : pair.First == pair.Second);

    /// <summary>The command with a file's name in every place where the placeholder stood.</summary>
    /// <exception cref="ArgumentException">The name does not fit, so it could be anything: it must not enter a command.</exception>
    public static string Bind(string command, string placeholder, string fileName)
    {
        if (!Matches(placeholder, fileName))
            throw new ArgumentException($"\"{fileName}\" does not fit the placeholder \"{placeholder}\".", nameof(fileName));
        return string.Join('\n', command.Split('\n').Select(line => IsComment(line)
            ? line
            : Word().Replace(line, word => word.Value == placeholder ? fileName : word.Value)));
    }

    /// <summary>1-based place of the first line of a command that holds the placeholder.</summary>
    internal static int LineIn(string command, string placeholder) =>
        1 + command.Split('\n').TakeWhile(line => IsComment(line) || Words(line).All(word => word.Value != placeholder)).Count();

    /// <summary>
    /// A blank that no file can be bound to: <c>&lt;backup file&gt;</c>, which a shell would take for redirections, or a
    /// dated name behind a variable (<c>$DIR/backup_YYYYMMDD.sql</c>), whose folder nobody can compare. Null without one.
    /// </summary>
    internal static string? Unbindable(string command)
    {
        foreach (var line in CodeLines(command))
        {
            if (Angle().Match(line) is { Success: true } angle && !command.Contains($"</{angle.Groups[1].Value}>", StringComparison.Ordinal))
                return angle.Value;
            if (Words(line).FirstOrDefault(word => word.Index > 0 && "$}~*?)`%:".Contains(line[word.Index - 1], StringComparison.Ordinal)) is { } word)
                return line[word.Index - 1] + word.Value;
        }
        return null;
    }

    private const char AnyDigit = '\0';

    private static IEnumerable<string> CodeLines(string command) => command.Split('\n').Where(line => !IsComment(line));

    private static bool IsComment(string line) => line.AsSpan().TrimStart().StartsWith("#");

    private static IEnumerable<Match> Words(string line) => Word().Matches(line).Where(match => IsPlaceholder(match.Value));

    /// <summary>A year and a month, and besides them an extension or a word: 'YYYYMMDD_HH24MISS' is a date format, not a file.</summary>
    private static bool IsPlaceholder(string word)
    {
        if (!word.Contains("YYYY", StringComparison.Ordinal) || !word.Contains("MM", StringComparison.Ordinal)) return false;
        if (Word().Match(word).Length != word.Length) return false;
        return Extension().IsMatch(word) || Letters().IsMatch(Token().Replace(word, "0"));
    }

    private static string Pattern(string placeholder) => Token().Replace(placeholder, token => new string(AnyDigit, token.Length));

    [GeneratedRegex(@"[A-Za-z0-9_./-]+")]
    private static partial Regex Word();

    [GeneratedRegex("YYYY|MM|DD|HH|SS")]
    private static partial Regex Token();

    [GeneratedRegex(@"\.[A-Za-z][A-Za-z0-9]*$")]
    private static partial Regex Extension();

    [GeneratedRegex("[A-Za-z]{3}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"(?<!<)<([A-Za-z](?:[A-Za-z0-9 _-]{0,60}[A-Za-z0-9])?)>")]
    private static partial Regex Angle();
}
