using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>Which file of a run.</summary>
public abstract record RunDocument(RunId Run)
{
    /// <summary>The checklist, filled in: <c>prod-17.md</c>.</summary>
    public sealed record Report(RunId Run) : RunDocument(Run);

    /// <summary>The journal, a JSON line for each entry, with its hashes: <c>prod-17.jsonl</c>.</summary>
    public sealed record Evidence(RunId Run) : RunDocument(Run);

    /// <summary>What an attempt printed, capped and masked, UTF-8: <c>prod-17-backup-1.txt</c>.</summary>
    public sealed record Output(AttemptId Attempt) : RunDocument(Attempt.Run);
}

public sealed record RunFile(string Name, byte[] Bytes);
