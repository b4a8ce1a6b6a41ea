using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What can be typed, first what this person can do now.</summary>
internal sealed class HelpVerb() : ConversationVerb("help", VerbGroup.Look, "what you can type")
{
    public override string? Help => null;

    /// <remarks>Help for anything is the same: it shows all, and does nothing.</remarks>
    public override string? Leftover(TypedLine line) => null;

    public override bool AnswersStrangers => true;

    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (with.Stranger(from) is { } stranger) return new Reply.Tell(InfoReplies.HelpForStrangers(stranger.Why));
        var run = (await with.Finder.FindAsync(line.Run, from.Where, ct)).Run;
        return new Reply.Tell(InfoReplies.Help(new(run, with.Access, with.Person(from), with.Now)), run?.Id);
    }
}
