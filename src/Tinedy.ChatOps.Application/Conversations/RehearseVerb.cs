using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Begins a run in which no command runs.</summary>
internal sealed class RehearseVerb() : ConversationVerb("rehearse", VerbGroup.Plan, "the same, and no command runs")
{
    public override string Operands => "[runbook] [environment]";

    public override bool TakesRun => false;

    public override Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct) =>
        with.Starts.StartAsync(from, line.Rest, ConversationContext.Start(from, key) with { IsRehearsal = true }, ct);
}
