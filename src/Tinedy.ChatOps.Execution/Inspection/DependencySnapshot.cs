using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Inspection;

/// <summary>What belongings are like at this moment: the SHA-256 of each file's bytes (never its size and time), the version of each tool.</summary>
internal static class DependencySnapshot
{
    public const string File = "file:";
    public const string Tool = "tool:";
    public const string Missing = "missing";

    private const int MostFiles = 5_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="variables">The environment the steps get; its <c>PATH</c> decides which tool is found.</param>
    public static async Task<ImmutableSortedDictionary<string, string>> TakeAsync(
        StepDependencies belongings, string workspace, IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var named = belongings.Paths.SelectMany(path => FilesAt(workspace, path));
        foreach (var file in Imports.With(workspace, named).Take(MostFiles))
            if (Digest(Path.Combine(workspace, file)) is { } digest) found[File + file] = digest;
        var versions = await Task.WhenAll(belongings.Tools.Select(async tool => (tool, Version: await VersionAsync(tool, workspace, variables, ct))));
        foreach (var (tool, version) in versions) found[Tool + tool] = version;
        return found.ToImmutable();
    }

    /// <summary>A sentence about the first difference; null when there is none that matters to a command with these belongings.</summary>
    /// <param name="made">Files that steps of the run have made since.</param>
    /// <param name="since">When the pin was taken, in words.</param>
    public static string? Difference(
        StepDependencies belongings, ImmutableSortedDictionary<string, string> pinned, ImmutableSortedDictionary<string, string> now,
        IReadOnlyDictionary<string, string> made, string since)
    {
        // Tools are looked at after the start: a step that comes before that has nothing to compare them with.
        var areToolsPinned = pinned.Keys.Any(name => name.StartsWith(Tool, StringComparison.Ordinal));
        foreach (var (name, value) in now.Where(one => areToolsPinned || !one.Key.StartsWith(Tool, StringComparison.Ordinal)))
        {
            if (name.StartsWith(File, StringComparison.Ordinal) && made.ContainsKey(name[File.Length..])) continue;
            if (!pinned.TryGetValue(name, out var then)) return $"{Plain(name)} was not there when {since}.";
            if (then == value) continue;
            if (name.StartsWith(Tool, StringComparison.Ordinal)) return $"{Plain(name)} is {value} and was {then} when {since}.";
            return $"{Plain(name)} is not what it was when {since}.";
        }
        var gone = pinned.Keys.FirstOrDefault(name => name.StartsWith(File, StringComparison.Ordinal) && belongings.Hold(name[File.Length..]) && !now.ContainsKey(name));
        return gone is null ? null : $"{Plain(gone)} is gone since {since}.";
    }

    /// <summary>SHA-256, lower-case hex; null when there is no such plain file.</summary>
    public static string? Digest(string path)
    {
        try
        {
            using var handle = PlainFile.Open(path);
            if (handle is null) return null;
            using var content = new FileStream(handle, FileAccess.Read, 128 * 1024);
            return content.CanSeek ? Convert.ToHexStringLower(SHA256.HashData(content)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> FilesAt(string workspace, string path)
    {
        var full = Path.Combine(workspace, path);
        if (System.IO.File.Exists(full)) return [path];
        if (!Directory.Exists(full) || new DirectoryInfo(full).LinkTarget is not null) return [];
        // What was installed is pinned by its lock file.
        return Directory.EnumerateFiles(full, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true })
            .Select(file => Path.GetRelativePath(workspace, file).Replace('\\', '/')).Where(file => !file.Split('/').Contains("node_modules"));
    }

    private static string Plain(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static async Task<string> VersionAsync(string tool, string workspace, IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        var path = variables.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (tool == "prisma") return NodePackage.VersionOf(tool, workspace, folders) ?? Missing;
        var program = folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(System.IO.File.Exists);
        if (program is null) return Missing;
        // They belong to Node and take long to say so.
        if (tool is "npm" or "npx") return "there";
        var how = new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        how.Environment.Clear();
        how.Environment["PATH"] = path;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(how)!;
            process.StandardInput.Close();
            try
            {
                _ = process.StandardError.ReadToEndAsync(patience.Token);
                var said = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                return said.Split('\n')[0].Trim() is { Length: > 0 and < 200 } version ? version : "of no known version";
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return "of no known version";
            }
        }
        catch (Win32Exception)
        {
            return Missing;
        }
    }
}
