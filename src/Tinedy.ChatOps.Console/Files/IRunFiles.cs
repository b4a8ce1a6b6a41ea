using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Console.Files;

/// <summary>The files of a run that a reader can keep. Each answers null when there is none (yet).</summary>
public interface IRunFiles
{
    /// <summary>The checklist, filled in: <c>prod-17.md</c>.</summary>
    Task<RunFile?> ReportAsync(RunId run, CancellationToken ct);

    /// <summary>The journal, a JSON line for each entry, with its hashes: <c>prod-17.jsonl</c>.</summary>
    Task<RunFile?> EvidenceAsync(RunId run, CancellationToken ct);

    /// <summary>What an attempt printed, capped and masked, UTF-8.</summary>
    Task<byte[]?> OutputAsync(AttemptId attempt, CancellationToken ct);
}

public sealed record RunFile(string Name, byte[] Bytes);
