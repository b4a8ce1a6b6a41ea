using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Who may sign what, and when.</summary>
internal static class SignOffRules
{
    public static Verdict Sign(DecisionContext ask, Command.Sign sign)
    {
        var (run, runbook) = (ask.Run, ask.Run.Runbook);
        if (RunbookNames.Role(runbook, sign.Role) is not NameMatch<SignOffLine>.One { Found: var line }) return Refusals.UnknownRole(sign.Role, runbook);
        if (run.Signatures.TryGetValue(line.Role, out var standing)) return Refusals.AlreadySigned(standing);
        if (MaySpeakFor(ask, line) is { } refused) return refused;
        if (!runbook.FrontMatter.OneHumanMaySignTwice && run.Signatures.Values.FirstOrDefault(other => other.By.IsSameHuman(ask.By)) is { } mine)
            return Refusals.OneHumanOnce(mine, line.Role);
        if (SignOffOrder.RolesBefore(run, line) is { Count: > 0 } before) return Refusals.WaitsForRoles(line.Role, before);

        var content = ContentHash.Of(run);
        if (sign.Content is not null && sign.Content != content) return Refusals.ContentChanged(line.Role);
        var signed = new RunEvent.SignedOff(line.Role, content, sign.Remark);
        return sign.ApprovesRollback && RollbackRules.Approve(ask, line.Role) is Verdict.Accepted approved
            ? new Verdict.Accepted([signed, .. approved.Events])
            : signed;
    }

    /// <summary>"Not yet": a holder says why they do not sign.</summary>
    public static Verdict Decline(DecisionContext ask, Command.Decline decline)
    {
        if (RunbookNames.Role(ask.Run.Runbook, decline.Role) is not NameMatch<SignOffLine>.One { Found: var line }) return Refusals.UnknownRole(decline.Role, ask.Run.Runbook);
        if (ask.Run.Signatures.TryGetValue(line.Role, out var standing)) return Refusals.AlreadySigned(standing);
        if (MaySpeakFor(ask, line) is { } refused) return refused;
        if (!ItemRules.HasReason(decline.Why)) return Refusals.ReasonTooShort($"Not recorded", "reason");
        return new RunEvent.SignOffDeclined(line.Role, decline.Why);
    }

    private static Refusal? MaySpeakFor(DecisionContext ask, SignOffLine line)
    {
        if (ask.Run.IsOver) return Refusals.RunEnded(ask.Run);
        if (ask.Run.Status == RunStatus.RollingBack) return Refusals.RollingBack($"Not signed", ask.Run);
        if (ask.Run.OpenAlert is { } alert) return Refusals.AlertIsOpen($"Not signed", alert, ask.OperatorsAndContacts);
        if (ask.UnlessHolder($"Not signed", line.Role) is { } refused) return refused;
        var open = ask.Run.Runbook.Items.Where(item => !ask.Run.IsSettled(item)).ToList();
        return open.Count > 0 ? Refusals.SignOffNotOpen(line.Role, open) : null;
    }
}
