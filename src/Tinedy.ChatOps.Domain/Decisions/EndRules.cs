using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Ending a run before its time.</summary>
internal static class EndRules
{
    public static Verdict Abort(DecisionContext ask, Command.Abort abort)
    {
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status == RunStatus.RollingBack) return Refusals.RollingBack($"Not aborted", run);
        if (ask.UnlessOperator($"Not aborted") is { } notOperator) return notOperator;
        if (!IsTyped(run, abort.TypedId)) return Refusals.WrongTypedId($"Not aborted", abort.TypedId, run);
        if (!ItemRules.HasReason(abort.Reason)) return Refusals.ReasonTooShort($"Not aborted", "reason");
        if (run.RunningSteps.FirstOrDefault(item => !run.WaitsForRunner(item)) is { } running) return Refusals.IsRunning($"Not aborted", running, run[running].LastAttempt!);
        return new Verdict.Accepted([.. StepRules.Stop(run, ask.Now), new RunEvent.Aborted(abort.Reason)]);
    }

    /// <summary>Case does not count, pasting is fine.</summary>
    public static bool IsTyped(Run run, string typed) => string.Equals(typed.Trim(), run.ShortId, StringComparison.OrdinalIgnoreCase);
}
