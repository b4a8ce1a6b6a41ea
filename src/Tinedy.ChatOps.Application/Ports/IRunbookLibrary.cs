namespace Tinedy.ChatOps.Application.Ports;

/// <summary>The runbooks a run can be started from.</summary>
public interface IRunbookLibrary
{
    /// <summary>File names, in order: <c>migration.md</c>.</summary>
    IReadOnlyList<string> Names();

    /// <summary>A file's exact bytes by its name, with or without <c>.md</c>; null when there is none of that name.</summary>
    Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string name, CancellationToken ct);
}
