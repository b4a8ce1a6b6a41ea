using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Rooms;

/// <summary>Where the board of a run stands, as an address that a client opens.</summary>
internal sealed class BoardLinks(IOutbox outbox)
{
    /// <param name="near">The channel in which it is asked for; null, or one without the board: the first that has it.</param>
    /// <returns>Null where there is none yet.</returns>
    public async Task<string?> OfAsync(RunId run, Place? near, CancellationToken ct)
    {
        var places = (await outbox.PlacesOfAsync(run, ct)).Where(place => place.Platform == TeamsPlatform.Name).ToList();
        if (places.Count == 0) return null;
        var place = near is { } here && places.Contains(here) ? here : places[0];
        return (await outbox.SaidAsync(place, run, ct)).GetValueOrDefault(Post.BoardKey) is { IsOnItsWay: false, IsRefused: false } board
            ? TeamsRoom.LinkTo(board.Message, place)
            : null;
    }
}
