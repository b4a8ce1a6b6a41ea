using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// A run whose journal is not the one that was known: nothing but the decision of an operator is written to it. With that decision every start
/// whose ending the journal does not know is unknown, since it may have been in what was lost: no runner takes one up again, and people judge.
/// </summary>
internal static class JournalRules
{
    private const string NothingFound = "The journal that knew what became of it was lost.";

    public static Verdict Accept(DecisionContext ask, Command.AcceptJournal accept)
    {
        if (ask.Run.Divergence is not { } divergence) return Refusals.JournalIsKnown(ask.Run);
        if (ask.UnlessOperator($"Not accepted") is { } notOperator) return notOperator;
        if (!ItemRules.HasReason(accept.Reason)) return Refusals.ReasonTooShort($"Not accepted", "reason");
        var accepted = new RunEvent.JournalAccepted(
            divergence.KnownSeq, divergence.KnownHead, divergence.FoundSeq, divergence.FoundHead, divergence.NoticedAt, accept.Reason)
        { Cause = divergence.Cause };
        return new Verdict.Accepted([accepted, .. Open(ask, accept), .. Lost(ask.Run, accept)]);
    }

    /// <summary>Steps that run or wait for a runner, as the journal has it. Words to people run nowhere: their alert says what becomes of them.</summary>
    private static IEnumerable<RunEvent> Open(DecisionContext ask, Command.AcceptJournal accept) =>
        from item in ask.Run.RunningSteps
        where !ask.Run.IsSpoken(item)
        let attempt = ask.Run[item].LastAttempt!
        let known = accept.Remembered.Where(one => one.Item == item.Key && one.Attempt == attempt.Number).Select(one => one.Known).LastOrDefault()
        select new RunEvent.StepEnded(item.Key, attempt.Number,
            new(Outcome.Unknown, null, null, attempt.At, ask.Now, 0, 0, null, [], [], known is null ? NothingFound : $"{NothingFound} {known}"));

    private static IEnumerable<RunEvent> Lost(Run run, Command.AcceptJournal accept) => accept.Lost
        .Where(found => run.Runbook.Find(found.Item) is not null)
        .GroupBy(found => found.Item)
        .SelectMany(ofItem => ofItem.Select((found, at) =>
            new RunEvent.StepFound(found.Item, run[found.Item].Attempts.Length + at + 1, found.Start, found.Runner, $"{NothingFound} {found.Known}") { StartedAt = found.StartedAt }));
}
