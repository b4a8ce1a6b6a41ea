using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Commands;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Shows a run that is shown elsewhere here as well: typed where it is to be shown, so that whoever types it is there.</summary>
internal sealed class MirrorVerb() : ConversationVerb("mirror", VerbGroup.Plan, "show a run here too")
{
    public override string Operands => "[ID]";

    public override string Help => "mirror [ID] (shows a run here too)";

    public override string? Leftover(TypedLine line) => line.Run is not null ? Some(line.Rest) : Some(line.Behind);

    public override async Task<Reply> AnswerAsync(ConversationContext with, Speaker from, TypedLine line, string key, CancellationToken ct)
    {
        if (from.Where is not { } place) return new Reply.Refused(Refusals.MirrorsInAChannel());
        if (from.Channel == ChannelState.NotInvited) return new Reply.Refused(Refusals.NotInvited());
        var found = await with.Finder.FindAsync(line.Run ?? (line.Rest.Length > 0 ? line.First : null), null, ct);
        if (found.Run is not { } run) return new Reply.Refused(found.Why!);
        if (await with.Finder.IsHereAsync(run, place, ct)) return new Reply.Refused(Refusals.ShownHere(run));
        return await with.Commands.HandleAsync(new(key, run.Id, with.By(from), new Command.Mirror(place.ToString())), ct);
    }

    private static string? Some(string words) => words.Length > 0 ? words : null;
}
