using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// What only the one who asked sees: in their personal chat with the bot, one answer after the other. Whoever has not added the app cannot be written to; they are told
/// so where they asked, without what was private.
/// </summary>
internal sealed class PrivateAnswers(Connector connector, ConversationDirectory addresses, TeamsBackgroundReplies replies)
{
    public void Send(ActivitySource to, IReadOnlyList<Prose> lines, params ImmutableArray<CardAction> buttons) =>
        Send(to, OutgoingMessage.Of(Posts.Private(lines, buttons)));

    public void Send(ActivitySource to, OutgoingMessage message) => replies.StartInTurn("private answer", to.Who.ToString(), async ct =>
    {
        try
        {
            var direct = await addresses.DirectAsync(to.Who, ct);
            await addresses.ReachingAsync(to.Who, () => connector.SendAsync(direct.Service, direct.Conversation, message, ct));
        }
        catch (TeamsRefusedException) when (to.Where is not null)
        {
            await connector.SendAsync(to.Service, to.Conversation, OutgoingMessage.Of(Posts.Private(
                [$"Not answered here: the answer is for one person alone, and this app cannot write to them yet. They add it for themselves in Teams, under Apps, and ask again."])), ct);
        }
    });
}
