using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Who the service takes somebody for, and what they may.</summary>
internal sealed class WhoAmIVerb() : ConversationVerb("whoami", VerbGroup.Look, "your roles")
{
    public override bool TakesRun => false;

    public override Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct) =>
        Task.FromResult<Reply>(new Reply.Tell(InfoReplies.WhoAmI(with.Person(from), from.Who, with.Access)));
}
