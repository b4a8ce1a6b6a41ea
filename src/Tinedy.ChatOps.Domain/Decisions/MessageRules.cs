using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// Steps that are words to people. No runner takes them: what is to be said is in the commit that starts them, so they are said once or not at
/// all. Telling is done with that; calling goes on until somebody answers.
/// </summary>
internal static class MessageRules
{
    public static Verdict Send(Run run, AccessDirectory access, Item item, RunEvent.StepStarted started, DateTimeOffset now) => item.Command! switch
    {
        { Kind: CommandKind.Page } block => Call(run, access, item, block, started),
        { To: CommandBlock.Stakeholders } block => access.Environment(run.Environment) is { Stakeholders: { IsEmpty: false } addresses }
            ? new Verdict.Accepted(
            [
                started,
                .. StakeholderRules.Telling(run, addresses, about: null, block.Text),
                Said(started, now, $"told {string.Join(", ", addresses)}"),
            ])
            : Refusals.NoStakeholders(run.Environment),
        _ => new Verdict.Accepted([started, Said(started, now, "told the team")]),
    };

    /// <summary>The newest call that this step made; null for every other step.</summary>
    public static Alert? CallOf(Run run, Item item) => run.IsSpoken(item) ? run.Alerts.LastOrDefault(alert => alert.Kind == AlertKind.Call && alert.About == item.Key) : null;

    /// <summary>Steps that called somebody, and whose call is over.</summary>
    public static ImmutableArray<RunEvent> Ends(Run run, DateTimeOffset now) =>
    [
        .. from item in run.RunningSteps
           let call = CallOf(run, item)
           where call is { IsOpen: false }
           select Ended(run[item].LastAttempt!, item, call, now),
    ];

    private static Verdict Call(Run run, AccessDirectory access, Item item, CommandBlock block, RunEvent.StepStarted started)
    {
        if (block.To is { } named && !access.CanBeCalled(run.Runbook, named)) return Refusals.UnknownContact(named, run.Runbook, access);
        var escalation = EscalationPlanner.For(run, access, block.To);
        return escalation.Rungs.IsEmpty
            ? Refusals.NobodyToCall(run)
            : new Verdict.Accepted([started, new RunEvent.AlertRaised(run.Alerts.Length + 1, AlertKind.Call, item.Key, Legible.OneLine(block.Text), escalation)]);
    }

    private static RunEvent.StepEnded Ended(Attempt attempt, Item item, Alert call, DateTimeOffset now) => call.Closed!.How == AlertEnd.Answered
        ? Ended(item.Key, attempt.Number, Outcome.Succeeded, attempt.At, now, $"{call.Answers[^1].By.Name} answered")
        : Ended(item.Key, attempt.Number, Outcome.Cancelled, attempt.At, now, call.Closed.Reason ?? "the calls were stopped");

    private static RunEvent.StepEnded Said(RunEvent.StepStarted started, DateTimeOffset now, string told) =>
        Ended(started.Item, started.Attempt, Outcome.Succeeded, now, now, told);

    private static RunEvent.StepEnded Ended(ItemKey item, int attempt, Outcome outcome, DateTimeOffset from, DateTimeOffset now, string said) =>
        new(item, attempt, new Ending(outcome, null, null, from, now, 0, 0, null, [], [], said));
}
