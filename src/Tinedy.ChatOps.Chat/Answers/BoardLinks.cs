using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Chat.Answers;

/// <summary>Where the board of a run stands on a platform, as an address that a client opens.</summary>
/// <param name="platform">As in <see cref="Place.Platform"/>.</param>
/// <param name="linkTo">The address of a message, out of its stored reference and its place.</param>
public sealed class BoardLinks(IOutbox outbox, string platform, Func<string, Place, string?> linkTo)
{
    /// <param name="near">The channel in which it is asked for; null, or one without the board: the first that has it.</param>
    /// <returns>Null where there is none yet.</returns>
    public async Task<string?> OfAsync(RunId run, Place? near, CancellationToken ct)
    {
        var places = (await outbox.PlacesOfAsync(run, ct)).Where(place => place.Platform == platform).ToList();
        if (places.Count == 0) return null;
        var place = near is { } here && places.Contains(here) ? here : places[0];
        return (await outbox.SaidAsync(place, run, ct)).GetValueOrDefault(Post.BoardKey) is { IsOnItsWay: false, IsRefused: false } board
            ? linkTo(board.Message, place)
            : null;
    }
}
