using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Core.Paging;

/// <summary>Calls people where they chat: a direct message on every platform on which they have an account, changed when somebody has answered.</summary>
public sealed class ChatPager(IEnumerable<IChatRoom> rooms, IOutbox outbox, Messenger messenger)
{
    /// <summary>Accepted when one platform took it.</summary>
    public async Task<Sent> SendAsync(PageContext context, CancellationToken ct)
    {
        var places = await outbox.PlacesOfAsync(context.Run.Id, ct);
        var answers = new List<Sent>();
        foreach (var room in rooms)
            foreach (var account in context.To.Identities.Where(account => account.Platform == room.Platform))
            {
                // Where the run is not told, the team or tenant is place enough for a direct message.
                var there = new Place(account.Platform, account.Platform == Place.Local.Platform ? "" : account.Tenant);
                var place = places.FirstOrDefault(told => told.Platform == there.Platform && told.Channel.Split('/')[0] == there.Channel, there);
                answers.Add(await SendAsync(room, place, context, ct));
            }
        if (answers.Count == 0) return new(DeliveryResult.Refused, $"{context.To.Name} has no account in a chat that this service is in.");
        return answers.MinBy(answer => answer.Result)!;
    }

    private async Task<Sent> SendAsync(IChatRoom room, Place place, PageContext context, CancellationToken ct)
    {
        var letter = PageWriter.Letter(context);
        try
        {
            var said = await messenger.SaidAsync(place, context.Run.Id, ct);
            await messenger.BringAsync(room, place, context.Run, letter, said, ct);
            return said.GetValueOrDefault(letter.Key) is { IsRefused: false, IsOnItsWay: false } there
                ? new(DeliveryResult.Accepted, $"{room.Platform} took it as {there.Message}.")
                : new(DeliveryResult.Refused, $"{room.Platform} will not take a message to {context.To.Name}.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(DeliveryResult.Failed, $"{room.Platform}: {failure.Message}");
        }
    }
}
