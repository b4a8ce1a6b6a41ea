using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Execution.Inspection;

/// <summary>What a command works with, as far as its text tells: paths in the workspace, and tools whose version matters.</summary>
/// <param name="Paths">Relative, with forward slashes; a folder stands for everything in it.</param>
internal sealed partial record StepDependencies(ImmutableSortedSet<string> Paths, ImmutableSortedSet<string> Tools)
{
    private const int LongestPath = 200;

    private static readonly string[] KnownTools = ["node", "npm", "npx", "pg_dump", "pg_restore", "psql"];

    /// <summary>What <c>prisma migrate deploy</c> reads without being told.</summary>
    private static readonly string[] PrismaPaths =
        ["prisma/migrations", "prisma/schema.prisma", "prisma.config.ts", "prisma.config.js", "prisma.config.mjs", "package-lock.json"];

    public static StepDependencies Of(CommandKind kind, string command, Proof proof, IEnumerable<string> uses)
    {
        var paths = uses.Select(Plain).ToHashSet(StringComparer.Ordinal);
        var tools = new HashSet<string>(StringComparer.Ordinal);
        if (kind is CommandKind.Bash or CommandKind.Sh)
        {
            var code = string.Join('\n', command.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
            paths.UnionWith(Token().Matches(code).Where(match => match.Length < LongestPath && PathLike().IsMatch(match.Value)).Select(match => Plain(match.Value)).Where(IsInside));
            tools.UnionWith(Word().Matches(code).Select(match => match.Value).Where(KnownTools.Contains));
        }
        if (proof == Proof.Prisma) paths.UnionWith(PrismaPaths);
        if (tools.Contains("npx") && command.Contains("prisma", StringComparison.Ordinal)) tools.Add("prisma");
        return new([.. paths], [.. tools]);
    }

    /// <summary>A pinned file is one of these, or lies in one of them.</summary>
    public bool Hold(string path) => Paths.Any(one => path == one || path.StartsWith(one + "/", StringComparison.Ordinal));

    private static string Plain(string path) => Dots().Replace(path, "").TrimEnd('/');

    private static bool IsInside(string path) => path.Length > 0 && !path.Split('/').Contains("..") && path is not "." and not "..";

    [GeneratedRegex("""[^\s'"`;|&<>()=,]+""")]
    private static partial Regex Token();

    // Relative, and with a slash or an extension: any bare word could be a folder's name by accident.
    [GeneratedRegex(@"^(?:\./)*[A-Za-z0-9_@][A-Za-z0-9_@.-]*(?:/[A-Za-z0-9_@.-]*|(?<=\.[A-Za-z0-9]{1,10})$)[A-Za-z0-9_@./-]*$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"(?<![A-Za-z0-9_.$/-])[a-z_]+(?![A-Za-z0-9_.=/-])")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:\./)+")]
    private static partial Regex Dots();
}
