using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>
/// What a step made: regular files directly in the workspace that are new or changed. Links are never followed, and
/// nothing is opened that could block (a pipe) or reach elsewhere.
/// </summary>
internal sealed class Workspace(string path)
{
    private const int Most = 20;
    private const long Largest = 50L * 1000 * 1000 * 1000;

    private readonly Dictionary<string, (long, DateTime)> before = List(path).ToDictionary(file => file.Name, Look);

    /// <summary>The artefacts, the oldest first, and a sentence when some are not listed.</summary>
    public (ImmutableArray<Artefact> Made, string? Note) Made()
    {
        var changed = List(path).Where(file => !before.TryGetValue(file.Name, out var then) || then != Look(file))
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
        var made = changed.Where(file => file.Length <= Largest).TakeLast(Most).Select(Digested).OfType<Artefact>().ToImmutableArray();
        return (made, made.Length == changed.Count ? null : $"{changed.Count - made.Length} of {changed.Count} new or changed files are not listed.");
    }

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

    private static Artefact? Digested(FileInfo file)
    {
        try
        {
            using var handle = OpenPlainly(file.FullName);
            if (handle.IsInvalid) return null;
            using var content = new FileStream(handle, FileAccess.Read, 128 * 1024);
            if (!content.CanSeek) return null;
            var length = content.Length;
            return new(file.Name, length, Convert.ToHexStringLower(SHA256.HashData(content)), new(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // O_NOFOLLOW and O_NONBLOCK: the file may have become a link or a pipe since it was listed. (.NET cannot say this.)
    private static SafeFileHandle OpenPlainly(string path)
    {
        if (OperatingSystem.IsWindows()) return File.OpenHandle(path);
        var onArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        var flags = OperatingSystem.IsMacOS() ? 0x1000104 : onArm ? 0x88800 : 0xA0800;
        return new(Posix.Open(path, flags), ownsHandle: true);
    }
}
