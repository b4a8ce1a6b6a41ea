using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What can be typed, first what this person can do now.</summary>
internal sealed class HelpVerb() : ConversationVerb("help", VerbGroup.Look, "what you can type")
{
    public override string? Help => null;

    public override string Operands => "[VERB]";

    /// <remarks>What is no verb is answered with what is near.</remarks>
    public override string? Leftover(TypedLine line) => null;

    public override bool AnswersStrangers => true;

    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (with.Stranger(from) is { } stranger) return new Reply.Tell(InfoReplies.HelpForStrangers(stranger.Why));
        if (About(line.Rest) is { } about) return about;
        var run = (await with.Finder.FindAsync(line.Run, from.Where, ct)).Run;
        return new Reply.Tell(InfoReplies.Help(new(run, with.Access, with.Person(from), with.Now)), run?.Id);
    }

    /// <summary>Help for one verb, or that there is none of that name; null for help without a word behind it.</summary>
    private static Reply? About(string typed)
    {
        if (typed.Length == 0) return null;
        var word = typed.TrimStart('/').ToLowerInvariant();
        return VerbCatalogue.Named(word) is { } verb ? new Reply.Tell(InfoReplies.HelpFor(verb)) : new Reply.Refused(VerbCatalogue.NoVerb(word));
    }
}
