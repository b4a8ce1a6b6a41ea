using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What a typed start is about: "migration prod". Files and environments may have blanks in their names.</summary>
/// <param name="Runbook">A file of the library, or the word that stands in its place; null where none is named.</param>
/// <param name="Environment">One of the settings, or the word that stands in its place; null where none is named.</param>
/// <param name="Unknown">The first word that is neither; null when all is known.</param>
/// <param name="TooMuch">What was written behind a runbook and an environment; null for nothing.</param>
internal sealed record StartWords(string? Runbook, string? Environment, string? Unknown, string? TooMuch)
{
    /// <summary>The only name is that of a runbook and of an environment.</summary>
    public bool IsEither { get; private init; }

    public static StartWords Read(string about, IReadOnlyList<string> runbooks, AccessDirectory access)
    {
        var text = about.Trim();
        if (text.Length == 0) return new(null, null, null, null);
        var files = runbooks.Concat(runbooks.Where(name => name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).Select(name => name[..^3])).ToList();
        // One name may be either; the environment is what people vary.
        if (access.Environment(text) is not null) return new(null, text, null, null) { IsEither = files.Contains(text, StringComparer.OrdinalIgnoreCase) };
        var (runbook, behind) = LabelMatcher.Longest(text, files) ?? FirstWord(text);
        var isFile = files.Contains(runbook, StringComparer.OrdinalIgnoreCase);
        if (behind.Length == 0) return new(runbook, null, isFile ? null : runbook, null);
        var (environment, rest) = LabelMatcher.Longest(behind, access.Environments.Select(known => known.Name)) ?? FirstWord(behind);
        var unknown = !isFile ? runbook : access.Environment(environment) is null ? environment : rest.Length > 0 ? FirstWord(rest).Found : null;
        return new(runbook, environment, unknown, rest.Length > 0 ? rest : null);
    }

    private static (string Found, string Behind) FirstWord(string text)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (words[0], words.ElementAtOrDefault(1) ?? "");
    }
}
