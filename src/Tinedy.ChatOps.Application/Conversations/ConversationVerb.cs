using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>A verb that begins a run or only looks.</summary>
internal abstract class ConversationVerb(string name, VerbGroup group, string hint) : TypedVerb(name, group, hint)
{
    /// <summary>Also whoever may not act gets an answer.</summary>
    public virtual bool AnswersStrangers => false;

    public abstract Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct);
}
