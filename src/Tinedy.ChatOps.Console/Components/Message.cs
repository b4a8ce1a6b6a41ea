using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Console.Components;

/// <summary>What a page tells its reader about their last act.</summary>
/// <param name="IsProblem">It was not done.</param>
/// <param name="Path">A file that comes with it; null without.</param>
/// <param name="Fades">The page says the same in another place, so that nobody misses what goes away by itself.</param>
public sealed record Message(Prose Text, bool IsProblem = false, string? Path = null, bool Fades = false)
{
    /// <summary>Null when there is nothing to say: a dialog or the page of the run says it.</summary>
    public static Message? Of(Reply reply) => reply switch
    {
        Reply.Done done => new(done.Text, Fades: true),
        Reply.Refused refused => new(refused.Why.Text, IsProblem: true),
        Reply.Tell tell => new(Prose.Join("\n", tell.Lines)),
        Reply.Open open => new(open.Text, Path: Links.To(open.What)),
        _ => null,
    };
}
