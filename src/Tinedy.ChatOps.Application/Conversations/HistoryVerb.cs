using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>The last runs.</summary>
internal sealed class HistoryVerb() : ConversationVerb("history", VerbGroup.Look, "the runs so far")
{
    private const int Most = 10;

    public override bool TakesRun => false;

    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct) =>
        new Reply.Tell(InfoReplies.History(await with.Finder.LatestAsync(Most, from.Where, ct)));
}
