using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Telling people who are no engineers. Sending it is what ticks the item that asks for it.</summary>
internal static partial class StakeholderRules
{
    public static Verdict Tell(DecisionContext ask, Command.Tell tell)
    {
        var run = ask.Run;
        if (ask.UnlessOperator($"Not sent") is { } notOperator) return notOperator;
        if (ask.Access.Environment(run.Environment) is not { Stakeholders.IsEmpty: false } settings) return Refusals.NoStakeholders(run.Environment);
        if (!ItemRules.HasReason(tell.Text)) return Refusals.ReasonTooShort($"Not sent", "message");
        return new Verdict.Accepted(
        [
            .. Telling(run, settings.Stakeholders, tell.About, tell.Text),
            .. Asked(run) is { } item ? [new RunEvent.ItemTicked(item.Key, "stakeholders were told")] : ImmutableArray<RunEvent>.Empty,
        ]);
    }

    /// <param name="about">Null: what there is to tell now.</param>
    public static IEnumerable<RunEvent> Telling(Run run, ImmutableArray<string> addresses, News? about, string text) =>
        addresses.Select(to => new RunEvent.StakeholdersTold(about ?? Stakeholders.Suggested(run), text, to));

    private static Item? Asked(Run run) => run.IsOver ? null : (run.Status == RunStatus.RollingBack ? run.Runbook.RollbackSteps : run.Runbook.Items)
        .FirstOrDefault(item => item is { IsStep: false, Role: null, Quorum: 1 } && run.StatusOf(item) == ItemStatus.Open && Gate.For(run, item).IsOpen && AsksToTell().IsMatch(item.Text));

    [GeneratedRegex(@"(?=.*\bstakeholders?\b)(?=.*\b(?:notif|inform|tell|told|communicat))", RegexOptions.IgnoreCase)]
    private static partial Regex AsksToTell();
}
