using System.Net;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Rooms;

/// <summary>
/// The channels and chats of Teams as rooms. A message's reference is a <see cref="MessageReference"/>. Teams has no history that a bot
/// may read: whether a message arrived whose answer was lost is known only of a board, from clients that show it. What must reach
/// somebody is then sent again, a few times at most; what only keeps the picture right is not.
/// </summary>
internal sealed partial class TeamsRoom(Connector connector, ConversationDirectory addresses, TeamsHealth health, TeamsSettings settings, ILogger<TeamsRoom> logger) : IChatRoom
{
    /// <summary>Somebody who is not in Teams, or not in this tenant.</summary>
    private const string Nobody = "nobody";

    /// <summary>The board that a reply hangs beneath was deleted.</summary>
    private const string NoSuchMessage = "ActivityNotFoundInConversation";

    /// <summary>Messages of which nobody knows whether people see them: each try may have been a copy.</summary>
    private const int MostSends = 12;

    /// <summary>Answers that are about the conversation and not about one message in it.</summary>
    private static readonly HashSet<string> OfThePlace = ["BotNotInConversationRoster", "MessageWritesBlocked", "ConversationBlockedByUser", "ForbiddenOperationException", "BotDisabledByAdmin"];

    public string Platform => TeamsPlatform.Name;

    public TimeSpan Rest => TimeSpan.FromSeconds(1);

    public Task<string> PostAsync(Place place, Post post, Sending how, CancellationToken ct) => RefusingAsync(post, async () =>
    {
        var message = Message(place, post, how);
        if (post is Post.OfPerson letter)
        {
            if (AccountOf(letter.To) is not { } who) return Nobody;
            var direct = await addresses.DirectAsync(who, ct);
            return Reference(direct.Conversation, await addresses.ReachingAsync(who, () => connector.SendAsync(direct.Service, direct.Conversation, message.Loud(), ct)));
        }
        var conversation = post is Post.OfThread or Post.OfFile ? place.InThread(MessageReference.Parse(how.Board!).Id) : place.Conversation();
        return Reference(conversation, await connector.SendAsync(await addresses.ServiceOfAsync(place, ct), conversation, message, ct));
    });

    public async Task<string?> FindAsync(Place place, Post post, Sending how, CancellationToken ct) => post switch
    {
        Post.OfBoard => await addresses.CardAsync(how.Token, ct),
        Post.OfThread or Post.OfFile => MessageReference.Perhaps(CardOf(place, post, how)),
        _ => how.Sends < MostSends ? null : MessageReference.Perhaps(CardOf(place, post, how)),
    };

    public Task<bool> UpdateAsync(Place place, string message, Post post, Sending how, CancellationToken ct) => RefusingAsync(post, async () =>
    {
        if (message == Nobody) return true;
        if (MessageReference.IsUnsure(message)) return message == MessageReference.Perhaps(CardOf(place, post, how));
        var service = post is Post.OfPerson letter && AccountOf(letter.To) is { } who ? (await addresses.DirectAsync(who, ct)).Service : await addresses.ServiceOfAsync(place, ct);
        var (conversation, id) = MessageReference.Parse(message);
        try
        {
            await connector.UpdateAsync(service, conversation, id, Message(place, post, how), ct);
            return true;
        }
        catch (TeamsRefusedException gone) when (IsOver(gone))
        {
            if (gone.Status != HttpStatusCode.NotFound) await RetireAsync(service, conversation, id, ct);
            return false;
        }
    });

    /// <summary>Another message takes its place: nobody shall take the old one for the truth.</summary>
    private async Task RetireAsync(Uri service, string conversation, string id, CancellationToken ct)
    {
        try
        {
            await connector.DeleteAsync(service, conversation, id, ct);
        }
        catch (Exception failure) when (failure is TeamsRefusedException or TeamsUnavailableException or RoomBusyException)
        {
            LogNotRetired(failure.Message);
        }
    }

    /// <summary>What a no is about: this message or person, the channel, or the app. Null for an answer that says nothing about the next try.</summary>
    private static ChatRefusedException? Meaning(TeamsRefusedException refusal, Post post) => refusal.Status switch
    {
        HttpStatusCode.Unauthorized => new AccessRefusedException(refusal.Message, refusal),
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => new MessageRefusedException(refusal.Message),
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone when post is Post.OfPerson => new MessageRefusedException(refusal.Message),
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone when refusal.Code != NoSuchMessage => new PlaceGoneException(refusal.Message),
        _ => null,
    };

    /// <summary>This message cannot be changed any more, and another one can be sent.</summary>
    private static bool IsOver(TeamsRefusedException refusal) => refusal.Status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Conflict => true,
        HttpStatusCode.Forbidden => !OfThePlace.Contains(refusal.Code),
        _ => false,
    };

    private static OutgoingMessage Message(Place place, Post post, Sending how) => OutgoingMessage.Of(CardOf(place, post, how));

    private static Card CardOf(Place place, Post post, Sending how) => post switch
    {
        Post.OfBoard board => BoardCard.Draw(board.Board, place.Tenant(), how.Token),
        Post.OfChannel notice => Posts.Notice(notice.Text, place.Tenant(), LinkTo(how.Board, place)),
        Post.OfThread reply => Posts.Reply(reply.Entry, place.Tenant()),
        Post.OfPerson letter => Posts.Letter(letter, LinkTo(how.Board, place)),
        Post.OfFile file => Posts.File(file, FileButtons.Of(file.Document), place.Tenant()),
        _ => throw new System.Diagnostics.UnreachableException(post.GetType().Name),
    };

    /// <summary>As Teams makes it with "Copy link".</summary>
    internal static string? LinkTo(string? board, Place place) => board is null ? null
        : $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(place.Conversation())}/{Uri.EscapeDataString(MessageReference.Parse(board).Id)}?tenantId={place.Tenant()}";

    private Identity? AccountOf(Person person) => Markup.AccountOf(person, settings.TenantId) is { } user ? new(TeamsPlatform.Name, settings.TenantId, user) : null;

    private async Task<T> RefusingAsync<T>(Post post, Func<Task<T>> say)
    {
        try
        {
            var said = await say();
            health.Works();
            return said;
        }
        catch (TeamsRefusedException refusal) when (Meaning(refusal, post) is { } meaning)
        {
            if (meaning is AccessRefusedException) health.Fails(refusal.Message);
            else health.Works();
            LogNotTaken(post.Run.Number, post.Key, refusal.Message);
            throw meaning;
        }
        catch (Exception failure) when (failure is TeamsRefusedException or TeamsUnavailableException)
        {
            health.Fails(failure.Message);
            if (failure is TeamsUnavailableException { IsFailure: true }) throw new RoomFailedException(failure.Message, failure);
            throw;
        }
    }

    private static string Reference(string conversation, string id) => new MessageReference(conversation, id).ToString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A board that another one has followed could not be taken away: {Why}")]
    private partial void LogNotRetired(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams will not take a message of run {Run} ({Key}): {Why}")]
    private partial void LogNotTaken(long run, string key, string why);
}
