using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Files;

/// <summary>The runbooks in a folder: its Markdown files, read anew at every start of a run.</summary>
internal sealed class RunbookFolder(string directory) : IRunbookLibrary
{
    private const string Ending = ".md";

    /// <summary>A README describes the folder; it is no runbook.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*" + Ending).Select(path => Path.GetFileName(path))
            .Where(name => !name.Equals("README.md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.OrdinalIgnoreCase)]
        : [];

    public async Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string name, CancellationToken ct)
    {
        // Only a name from the listing opens a file: what was typed is never joined to a path.
        var found = Names().FirstOrDefault(listed => string.Equals(listed, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(listed, name + Ending, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : (found, await File.ReadAllBytesAsync(Path.Combine(directory, found), ct));
    }
}
