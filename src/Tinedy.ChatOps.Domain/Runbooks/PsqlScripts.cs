using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Finds calls of <c>psql</c> in a shell block that read a script: unless it is told ON_ERROR_STOP, psql goes on behind a statement that
/// failed and ends with 0. Text given by <c>-c</c> is not meant: there an error ends it.
/// </summary>
internal static partial class PsqlScripts
{
    /// <summary>Commands that only speak of a program.</summary>
    private static readonly string[] Mentions = ["echo", "printf", "which", "type", "command", "apt", "apt-get", "brew", "dnf", "yum", "alias", "man"];

    /// <summary>1-based lines of the block, in order.</summary>
    public static IEnumerable<int> GoingOnAfterErrors(string text)
    {
        if (text.Contains("ON_ERROR_STOP", StringComparison.Ordinal)) yield break;
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var first = at;
            var command = lines[at];
            while (command.EndsWith('\\') && at + 1 < lines.Length) command = command[..^1] + " " + lines[++at];
            if (!command.TrimStart().StartsWith('#') && Ends().Split(command).Any(ReadsScript)) yield return first + 1;
        }
    }

    private static bool ReadsScript(string pipeline)
    {
        var parts = pipeline.Split('|');
        return parts.Select((part, at) => ReadsScript(part, isFed: at > 0)).Any(reads => reads);
    }

    private static bool ReadsScript(string part, bool isFed)
    {
        var words = part.Split([' ', '\t', '(', ')', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
        var psql = Array.FindIndex(words, word => word == "psql" || word.EndsWith("/psql", StringComparison.Ordinal));
        if (psql < 0 || Mentions.Contains(words[0]) || words.Skip(psql).Any(word => word == "--command" || word.StartsWith("--command=", StringComparison.Ordinal) || Text().IsMatch(word)))
            return false;
        return isFed || words.Skip(psql).Any(word => word.Contains('<') || word == "--file" || word.StartsWith("--file=", StringComparison.Ordinal) || File().IsMatch(word));
    }

    [GeneratedRegex(@";|&&|\|\|")]
    private static partial Regex Ends();

    // Behind switches that take no value of their own: "-Xf", and not "-Ufoo".
    [GeneratedRegex("^-[01aAbeEHlnqsStwWxXz]*f")]
    private static partial Regex File();

    [GeneratedRegex("^-[01aAbeEHlnqsStwWxXz]*c")]
    private static partial Regex Text();
}
