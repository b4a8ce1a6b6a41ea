using Tinedy.ChatOps.Console.Files;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Files;

/// <summary>What a run leaves behind, made from the journal at the moment it is asked for.</summary>
internal sealed class RunFiles(RunDesk desk, IJournal journal, IAttemptQueue queue) : IRunFiles
{
    public async Task<RunFile?> ReportAsync(RunId run, CancellationToken ct)
    {
        if (await desk.HistoryAsync(run, ct) is not { } history) return null;
        var paper = RunbookExport.Write(history.Run.Runbook, RunOnPaper.Of(history.Run, desk.House, history.Head));
        return new($"{history.Run.ShortId}.md", paper);
    }

    public async Task<RunFile?> EvidenceAsync(RunId run, CancellationToken ct)
    {
        if (await journal.FindAsync(run, ct) is not { } pin) return null;
        return new($"{pin.Environment}-{run}.jsonl", EvidenceFile.Write(pin, await journal.ReadAsync(run, 0, ct)));
    }

    public Task<byte[]?> OutputAsync(AttemptId attempt, CancellationToken ct) => queue.OutputOfAsync(attempt, ct);
}
