using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Going back: one typed confirmation starts it, and the environment stays locked until the cause is noted.</summary>
internal static class RollbackRules
{
    /// <summary>Said before there is a rollback; in one, the holder acts.</summary>
    public static Verdict Approve(DecisionContext ask, string role)
    {
        Prose notDone = $"Not approved";
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status == RunStatus.RollingBack) return Refusals.RollingBack(notDone, run);
        if (run.Runbook.RollbackSteps.IsEmpty) return Refusals.NoRollbackSteps();
        if (RunbookNames.RollbackRole(run.Runbook, role) is not NameMatch<string>.One { Found: var known }) return Refusals.UnknownRollbackRole(role, run.Runbook);
        if (ask.UnlessHolder(notDone, known) is { } refused) return refused;
        if (run.RollbackApprovals.TryGetValue(known, out var earlier)) return Refusals.RollbackApproved(known, earlier);
        return new RunEvent.RollbackApproved(known);
    }

    public static Verdict Start(DecisionContext ask, Command.RollBack rollback)
    {
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status == RunStatus.RollingBack) return Refusals.RollingBack($"Not started", run);
        if (run.Status == RunStatus.Scheduled) return CalendarRefusals.NothingToRollBack(run);
        var starters = ask.OperatorsAndContacts;
        if (!starters.Contains(ask.Person)) return Refusals.NotAnOperator($"Not started", run.Environment, starters);
        if (run.Runbook.RollbackSteps.IsEmpty) return Refusals.NoRollbackSteps();
        if (!EndRules.IsTyped(run, rollback.TypedId)) return Refusals.WrongTypedId($"Not started", rollback.TypedId, run);
        if (run.OfUnknownEnd.ToList() is { Count: > 0 } unknown && !rollback.DespiteUnknown) return Refusals.MayStillWrite(run, unknown, ask.OperatorsAndHolders);

        var started = new RunEvent.RollbackStarted(rollback.Why)
        {
            OneAfterAnother = rollback.OneAfterAnother ? true : null,
            DespiteUnknown = rollback.DespiteUnknown && run.OfUnknownEnd.Any() ? true : null,
        };
        return new Verdict.Accepted([started, .. StepRules.Stop(run, ask.Now)]);
    }

    public static Verdict NoteCause(DecisionContext ask, Command.NoteCause note)
    {
        if (ask.Run is not { Status: RunStatus.RolledBack, Rollback.Unlocked: null }) return Refusals.NothingToUnlock($"Not noted", ask.Run);
        if (UnlessOperatorOrHolder(ask, $"Not noted") is { } refused) return refused;
        if (!ItemRules.HasReason(note.Cause)) return Refusals.ReasonTooShort($"Not noted", "cause");
        return new RunEvent.CauseNoted(note.Cause);
    }

    public static Verdict Unlock(DecisionContext ask)
    {
        if (ask.Run is not { Status: RunStatus.RolledBack, Rollback.Unlocked: null }) return Refusals.NothingToUnlock($"Not unlocked", ask.Run);
        if (UnlessOperatorOrHolder(ask, $"Not unlocked") is { } refused) return refused;
        if (ask.Run.Rollback!.Cause is null) return Refusals.CauseNotNoted(ask.Run, ask.Operators);
        return new RunEvent.Unlocked();
    }

    private static Refusal? UnlessOperatorOrHolder(DecisionContext ask, Prose notDone) => ask.OperatorsAndHolders.Contains(ask.Person)
        ? null
        : Refusals.NotAnOperator(notDone, ask.Run.Environment, ask.OperatorsAndHolders);
}
