using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;

namespace Tinedy.ChatOps.Slack.Rooms;

/// <summary>Where the board of a run stands, as an address that a client opens.</summary>
internal sealed class BoardLinks(IOutbox outbox, SlackApi slack)
{
    /// <param name="near">The channel in which it is asked for; null, or one without the board: the first that has it.</param>
    /// <returns>Null where there is none yet.</returns>
    public async Task<string?> OfAsync(RunId run, Place? near, CancellationToken ct)
    {
        var places = (await outbox.PlacesOfAsync(run, ct)).Where(place => place.Platform == SlackPlatform.Name).ToList();
        if (places.Count == 0) return null;
        var said = await outbox.SaidAsync(near is { } here && places.Contains(here) ? here : places[0], run, ct);
        if (said.GetValueOrDefault(Post.BoardKey) is not { IsOnItsWay: false, IsRefused: false } board) return null;
        var (channel, ts) = MessageReference.Parse(board.Message);
        return slack.LinkTo(channel, ts);
    }
}
