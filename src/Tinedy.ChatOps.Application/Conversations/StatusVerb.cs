using Tinedy.ChatOps.Application.Verbs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Where the run is.</summary>
internal sealed class StatusVerb() : ConversationVerb("status", VerbGroup.Look, "where the run is")
{
    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        var found = await with.Finder.FindAsync(line.Run, from.Where, ct);
        if (found.Run is null && found.Why != RunFinder.NoneYet) return new Reply.Refused(found.Why!);
        var context = new InfoContext(found.Run, with.Access, with.Person(from), with.Now);
        if (found.Run is { } run) context = context with { Forecast = await with.Forecasts.OfAsync(run, ct) };
        return new Reply.Tell(InfoReplies.Status(context), found.Run?.Id) { LeadsToBoard = found.Run is not null };
    }
}
