using System.Globalization;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Paging;

/// <summary>Calls people where they chat: a direct message on every platform on which they have an account, changed when somebody has answered.</summary>
public sealed class ChatPager(IEnumerable<IChatRoom> rooms, IOutbox outbox, Messenger messenger)
{
    /// <summary>A direct message on each platform.</summary>
    public async Task<Sent> SendAsync(PageContext context, CancellationToken ct)
    {
        var places = await outbox.PlacesOfAsync(context.Run.Id, ct);
        var letter = PageWriter.Letter(context);
        var answers = new List<Task<Sent>>();
        foreach (var room in rooms)
            foreach (var account in context.To.Identities.Where(account => account.Platform == room.Platform))
            {
                // Where the run is not told, the team or tenant is place enough for a direct message.
                var there = new Place(account.Platform, account.Platform == Place.Local.Platform ? "" : account.Tenant);
                var place = places.FirstOrDefault(told => told.Platform == there.Platform && told.Channel.Split('/')[0] == there.Channel, there);
                answers.Add(BringAsync(room, place, context.Run, letter, ct));
            }
        return Best(await Task.WhenAll(answers), $"{context.To.Name} has no account in a chat that this service is in.");
    }

    /// <summary>The same by name in every channel that shows the run and in which the person has an account.</summary>
    public async Task<Sent> MentionAsync(PageContext context, CancellationToken ct)
    {
        var mention = PageWriter.Mention(context);
        var answers = new List<Task<Sent>>();
        foreach (var place in await outbox.PlacesOfAsync(context.Run.Id, ct))
            if (context.To.Identities.Any(account => account.Platform == place.Platform) && rooms.FirstOrDefault(candidate => candidate.Platform == place.Platform) is { } room)
                answers.Add(BringAsync(room, place, context.Run, mention, ct));
        return Best(await Task.WhenAll(answers), $"No channel that {context.To.Name} is in shows run {context.Run.Id}.");
    }

    /// <summary>Tells stakeholders in a channel; null where their address is none.</summary>
    public async Task<Sent?> TellAsync(Run run, Told told, CancellationToken ct)
    {
        var place = Place.Parse(told.To);
        if (rooms.FirstOrDefault(candidate => candidate.Platform == place.Platform) is not { } room) return null;
        var post = new Post.OfChannel(run.Id, string.Create(CultureInfo.InvariantCulture, $"news/{told.Seq}"), Headline.Rehearsed(run, $"{told.Text}"));
        return await BringAsync(room, place, run, post, ct);
    }

    /// <summary>Accepted when one place took it.</summary>
    private static Sent Best(IReadOnlyList<Sent> answers, string otherwise) => answers.MinBy(answer => answer.Result) ?? new(DeliveryResult.Refused, otherwise);

    /// <summary>Every place stands or falls alone: one that does not answer in time does not hide that another one took it.</summary>
    private async Task<Sent> BringAsync(IChatRoom room, Place place, Run run, Post post, CancellationToken ct)
    {
        try
        {
            var said = await messenger.SaidAsync(place, run.Id, ct);
            await messenger.BringAsync(room, place, run, post, said, Claim.None, ct);
            return said.GetValueOrDefault(post.Key) is { IsRefused: false, IsOnItsWay: false } there
                ? new(DeliveryResult.Accepted, $"{room.Platform} took it as {there.Message}.")
                : new(DeliveryResult.Refused, $"{room.Platform} will not take it.");
        }
        catch (ChatRefusedException refused)
        {
            return new(DeliveryResult.Refused, $"{room.Platform}: {refused.Message}");
        }
        catch (OperationCanceledException)
        {
            return new(DeliveryResult.Failed, $"{room.Platform}: no answer in time.");
        }
        catch (Exception failure)
        {
            return new(DeliveryResult.Failed, $"{room.Platform}: {failure.Message}");
        }
    }
}
