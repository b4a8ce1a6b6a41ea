using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Files;

/// <summary>What a run leaves behind, made from the journal at the moment it is asked for.</summary>
internal sealed class RunFiles(RunService runs, IJournal journal, IAttemptQueue queue, ForecastReader forecasts) : IRunFiles
{
    public Task<RunFile?> ReadAsync(RunDocument document, CancellationToken ct) => document switch
    {
        RunDocument.Report report => ReportAsync(report.Run, ct),
        RunDocument.Evidence evidence => EvidenceAsync(evidence.Run, ct),
        RunDocument.Output output => OutputAsync(output.Attempt, ct),
        _ => throw new System.Diagnostics.UnreachableException(document.GetType().Name),
    };

    private async Task<RunFile?> ReportAsync(RunId run, CancellationToken ct)
    {
        if (await runs.HistoryAsync(run, ct) is not { } history) return null;
        var paper = RunbookExport.Write(history.Run.Runbook, RunReport.Of(history.Run, runs.Access, history.Head, await forecasts.OfAsync(history.Run, ct)));
        return new($"{history.Run.ShortId}.md", paper);
    }

    private async Task<RunFile?> EvidenceAsync(RunId run, CancellationToken ct)
    {
        if (await journal.FindAsync(run, ct) is not { } pin) return null;
        return new($"{pin.Environment}-{run}.jsonl", EvidenceFile.Write(pin, await journal.ReadAsync(run, 0, ct)));
    }

    private async Task<RunFile?> OutputAsync(AttemptId attempt, CancellationToken ct)
    {
        if (await queue.OutputOfAsync(attempt, ct) is not { } output) return null;
        var run = await runs.ReadAsync(attempt.Run, ct);
        return new(FormattableString.Invariant($"{run?.ShortId ?? attempt.Run.ToString()}-{attempt.Item}-{attempt.Number}.txt"), output);
    }
}
