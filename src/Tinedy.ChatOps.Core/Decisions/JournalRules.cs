using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Decisions;

/// <summary>A run whose journal is not the one that was known: nothing but the decision of an operator is written to it.</summary>
internal static class JournalRules
{
    public static Verdict Accept(Ask ask, Command.AcceptJournal accept)
    {
        if (ask.Run.Divergence is not { } divergence) return Refusals.JournalIsKnown(ask.Run);
        if (ask.UnlessOperator($"Not accepted") is { } notOperator) return notOperator;
        if (!ItemRules.HasReason(accept.Reason)) return Refusals.ReasonTooShort($"Not accepted", "reason");
        return new RunEvent.JournalAccepted(
            divergence.KnownSeq, divergence.KnownHead, divergence.FoundSeq, divergence.FoundHead, divergence.NoticedAt, accept.Reason);
    }
}
