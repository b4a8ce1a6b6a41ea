using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Execution.Inspection;

/// <summary>
/// What scripts take in from the workspace by a relative path, however deep: <c>require</c> and <c>import</c> of Node, <c>source</c> and the
/// dot of a shell, and scripts that a shell script starts. Packages are pinned by their lock file. A path that is put together while the
/// script runs cannot be read off it: the runbook names it with <c>uses=</c>.
/// </summary>
internal static partial class Imports
{
    private const long LargestScript = 1_000_000;
    private const string LockFile = "package-lock.json";

    private static readonly string[] NodeKinds = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx"];
    private static readonly string[] ShellKinds = [".sh", ".bash"];
    private static readonly string[] Endings = ["", .. NodeKinds, ".json", "/index.js", "/index.mjs", "/index.cjs", "/index.ts"];

    /// <summary>These files and all that they take in, each once; relative, with forward slashes.</summary>
    public static IEnumerable<string> With(string workspace, IEnumerable<string> files)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(files);
        while (next.TryDequeue(out var file))
        {
            if (!known.Add(file)) continue;
            yield return file;
            foreach (var taken in Of(workspace, file)) next.Enqueue(taken);
        }
    }

    private static IEnumerable<string> Of(string workspace, string file)
    {
        var kind = Path.GetExtension(file);
        if (NodeKinds.Contains(kind)) return OfNode(workspace, file);
        return ShellKinds.Contains(kind) ? OfShell(workspace, file) : [];
    }

    private static IEnumerable<string> OfNode(string workspace, string file)
    {
        foreach (var name in NodeImport().Matches(Text(workspace, file)).Select(match => match.Groups[1].Value))
        {
            var isRelative = name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("../", StringComparison.Ordinal) || name is "." or "..";
            var found = isRelative
                ? Endings.Select(ending => Inside(workspace, Path.GetDirectoryName(file)!, name + ending)).FirstOrDefault(candidate => candidate is not null)
                : name.StartsWith("node:", StringComparison.Ordinal) ? null : Inside(workspace, "", LockFile);
            if (found is not null) yield return found;
        }
    }

    private static IEnumerable<string> OfShell(string workspace, string file)
    {
        foreach (Match match in ShellImport().Matches(Text(workspace, file)))
        {
            // Beside the script where it says so, else from where it is started: the workspace.
            var from = match.Groups["beside"].Success ? Path.GetDirectoryName(file)! : "";
            if (Inside(workspace, from, match.Groups["path"].Value) is { } found) yield return found;
        }
    }

    /// <summary>The path within the workspace; null where there is no such file, or it lies elsewhere.</summary>
    private static string? Inside(string workspace, string folder, string name)
    {
        var root = Path.GetFullPath(workspace);
        var full = Path.GetFullPath(Path.Combine(root, folder, name));
        if (!full.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal) || !File.Exists(full)) return null;
        return Path.GetRelativePath(root, full).Replace('\\', '/');
    }

    private static string Text(string workspace, string file)
    {
        try
        {
            var info = new FileInfo(Path.Combine(workspace, file));
            return info is { Exists: true, Length: <= LargestScript, LinkTarget: null } ? File.ReadAllText(info.FullName) : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // require('x'), import('x'), import 'x', import … from 'x', export … from 'x'.
    [GeneratedRegex("""(?:\brequire\s*\(|\bimport\s*\(|\bfrom|\bimport)\s*["']([^"'\n]+)["']""")]
    private static partial Regex NodeImport();

    // source x, . x, bash x, sh x, node x: with $(dirname "$0")/ or ${0%/*}/ in front where it is beside the script.
    [GeneratedRegex("""(?m)(?:^|[;&|({]|\bthen|\bdo)[ \t]*(?:source|\.|bash|sh|node)[ \t]+["']?(?<beside>\$\(dirname [^)]*\)"?/|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%/\*\}"?/)?(?<path>[A-Za-z0-9_@./-]+)""")]
    private static partial Regex ShellImport();
}
