using System.Collections.Immutable;
using System.Security.Cryptography;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>
/// What a step made: regular files directly in the workspace that are new or changed. Links are never followed, and
/// nothing is opened that could block (a pipe) or reach elsewhere.
/// </summary>
internal sealed class Workspace(string path)
{
    private const int Most = 20;
    private const long Largest = 50L * 1000 * 1000 * 1000;

    private readonly Dictionary<string, (long, DateTime)> before = List(path).ToDictionary(file => file.FullName, Look);

    /// <summary>The artefacts, the oldest first, and a sentence when some are not listed.</summary>
    /// <param name="declared">Further files that the step says it made; what lies outside the workspace is none of it.</param>
    public (ImmutableArray<Artefact> Made, string? Note) Made(IEnumerable<string> declared)
    {
        var named = declared.Select(name => Path.GetFullPath(name, path)).Where(IsInside).Select(name => new FileInfo(name)).Where(file => file.Exists);
        var changed = List(path).Concat(named).DistinctBy(file => file.FullName).Where(file => !before.TryGetValue(file.FullName, out var then) || then != Look(file))
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
        var made = changed.Where(file => file.Length <= Largest).TakeLast(Most).Select(Digested).OfType<Artefact>().ToImmutableArray();
        return (made, made.Length == changed.Count ? null : $"{changed.Count - made.Length} of {changed.Count} new or changed files are not listed.");
    }

    private bool IsInside(string full) => full.StartsWith(path.TrimEnd('/') + '/', StringComparison.Ordinal);

    private static List<FileInfo> List(string path)
    {
        try
        {
            return [.. new DirectoryInfo(path).EnumerateFiles().Where(file => (file.Attributes & FileAttributes.ReparsePoint) == 0)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static (long, DateTime) Look(FileInfo file) => (file.Length, file.LastWriteTimeUtc);

    private Artefact? Digested(FileInfo file)
    {
        try
        {
            using var handle = PlainFile.Open(file.FullName);
            if (handle is null) return null;
            using var content = new FileStream(handle, FileAccess.Read, 128 * 1024);
            if (!content.CanSeek) return null;
            var length = content.Length;
            return new(Path.GetRelativePath(path, file.FullName), length, Convert.ToHexStringLower(SHA256.HashData(content)), new(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
