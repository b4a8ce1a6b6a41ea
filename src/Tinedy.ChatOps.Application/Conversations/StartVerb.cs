using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Begins a run now.</summary>
internal sealed class StartVerb() : ConversationVerb("start", VerbGroup.Plan, "post a checklist as a new run")
{
    public override string Operands => "[runbook] [environment]";

    public override bool TakesRun => false;

    public override Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct) =>
        with.Starts.StartAsync(from, line.Rest, ConversationContext.Start(from, key), ct);
}
