using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Dialogs;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// Clients that show a board ask for it again by themselves. They are shown it as it is now; nobody has clicked. What they tell along is
/// where the board stands: so a board whose sending was never answered is found, and one that another has followed is retired.
/// </summary>
internal sealed partial class RefreshHandler(ScreenReader screens, IOutbox outbox, ConversationDirectory addresses, Connector connector, TeamsBackgroundReplies replies, TeamsSettings settings, ILogger<RefreshHandler> logger)
{
    private static readonly Prose Followed = $"This board is not kept up any more: another one of the same run has followed it in this channel.";

    /// <summary>Null: the client keeps what it shows.</summary>
    public async Task<object?> AnswerAsync(IncomingAction.Looked looked)
    {
        try
        {
            if (looked.Memory is not { Run: { } number, Token: { } token } || looked.Spot is not { Where: { } place, Message: { } message }) return Keep;
            var run = new RunId(number);
            var seen = new MessageReference(place.Conversation(), message);
            switch ((await outbox.SaidAsync(place, run, CancellationToken.None)).GetValueOrDefault(Post.BoardKey))
            {
                case null or { IsRefused: true }: return Keep;
                case { IsOnItsWay: true }: await addresses.SeenCardAsync(token, seen, CancellationToken.None); break;
                case { } kept when MessageReference.Parse(kept.Message).Id != message: return Retire(looked.Spot, seen);
            }
            return await BoardAsync(run, token) ?? Keep;
        }
        catch (Exception failure)
        {
            // Whoever only looks is not bothered: the board says how old it is.
            LogNotShown(failure);
            return Keep;
        }
    }

    /// <summary>The board as the answer to somebody's client; null when there is no such run, or when it cannot be read now.</summary>
    public async Task<object?> BoardAsync(RunId run)
    {
        try
        {
            return await BoardAsync(run, "");
        }
        catch (Exception failure)
        {
            LogNotShown(failure);
            return null;
        }
    }

    private static object Keep => InvokeResponses.Line("");

    private async Task<object?> BoardAsync(RunId run, string token) =>
        await screens.ReadAsync(run, CancellationToken.None) is { } screen ? InvokeResponses.Card(BoardCard.Draw(screen.Board, settings.TenantId, token)) : null;

    private object Retire(ActivitySource source, MessageReference old)
    {
        var card = BoardCard.Retired(Followed, settings.TenantId);
        replies.Start("retire a board", ct => connector.UpdateAsync(source.Service, old.Conversation, old.Id, OutgoingMessage.Of(card), ct));
        return InvokeResponses.Card(card);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A board could not be shown to a client that asked for it.")]
    private partial void LogNotShown(Exception failure);
}
