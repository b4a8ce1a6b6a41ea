namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>A file on its way: announced, then uploaded, then completed and shared.</summary>
/// <param name="Length">The number of bytes that was announced.</param>
/// <param name="Ticket">The secret part of its upload address.</param>
public sealed record SlackFile(string Id, string Name, long Length, string Ticket)
{
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    public string? Title { get; init; }

    public bool IsCompleted { get; init; }

    /// <summary>Where it was shared; null: only uploaded.</summary>
    public string? Channel { get; init; }
}
