using System.Text.Json;

namespace Tinedy.ChatOps.Execution.Inspection;

/// <summary>The version of a Node package that a step would use, found where Node and <c>npx</c> look for it (nodejs.org/api/modules.html, "Loading from node_modules folders").</summary>
internal static class NodePackage
{
    private const string Unknown = "of no known version";

    /// <summary>Installed in the workspace or in a folder above it, as workspaces of npm do it; else a program of that name. Null: nowhere.</summary>
    /// <param name="path">The folders in which a step finds programs.</param>
    public static string? VersionOf(string package, string workspace, IEnumerable<string> path)
    {
        for (var folder = new DirectoryInfo(workspace); folder is not null; folder = folder.Parent)
            if (Described(Path.Combine(folder.FullName, "node_modules", package), package) is { } version) return version;
        return path.Select(folder => Path.Combine(folder, package)).FirstOrDefault(File.Exists) is { } program ? OfProgram(program, package) : null;
    }

    /// <summary>A global install links its program to a file of the package; what is no link (a wrapper of pnpm, of asdf) is there and says no version.</summary>
    private static string OfProgram(string program, string package)
    {
        var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        for (var folder = Directory.GetParent(real); folder is not null; folder = folder.Parent)
            if (Described(folder.FullName, package) is { } version) return version;
        return Unknown;
    }

    private static string? Described(string folder, string package)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
            return json.RootElement.GetProperty("name").GetString() == package ? json.RootElement.GetProperty("version").GetString() : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unclear) when (unclear is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return Path.GetFileName(folder) == package ? Unknown : null;
        }
    }
}
