using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>What watchers bring. The journal hears of a baseline and of every change, never of a check that says what the last one said.</summary>
internal static class WatchRules
{
    public static Verdict Report(Run run, Command.ReportWatch report) => run.Status != RunStatus.Running || StateOf(run, report.Criterion) == report.Result
        ? new Verdict.Accepted([])
        : new RunEvent.WatcherChanged(report.Criterion, report.Result, report.Sentence);

    /// <summary>A baseline counts only when all of it was measured before the step began that it stands before.</summary>
    public static Verdict TakeBaseline(Run run, Command.TakeBaseline taken)
    {
        if (run.Status != RunStatus.Running || Criterion(run, taken.Criterion) is not { Command.Watch: { } plan } criterion) return new Verdict.Accepted([]);
        var tooLate = plan.StartOf(run.Runbook) is { } start
            ? run[start].Attempts is [var first, ..] && first.At < taken.EndedAt
            : run.WatcherOf(criterion).Baseline is not null;
        if (tooLate || run.WatcherOf(criterion).BaselineAt >= taken.BeganAt) return new Verdict.Accepted([]);
        var (samples, median, low, high) = taken.Measured;
        return new RunEvent.BaselineTaken(criterion.Key, samples, median, low, high, taken.BeganAt);
    }

    /// <summary>What it was told last. One that has been called a false alarm is not raised again before it was quiet in between.</summary>
    public static WatchState? StateOf(Run run, ItemKey criterion) => run.Watchers.GetValueOrDefault(criterion)?.State;

    private static Item? Criterion(Run run, ItemKey key) => run.Runbook.Criteria.FirstOrDefault(item => item.Key == key);
}
