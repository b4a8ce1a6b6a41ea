using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// A word where the app has just been added, so that people know that it is there and what it wants. Teams tells of an installation in two
/// activities, and again with each upgrade: one greeting answers them all, until the app is taken away.
/// </summary>
internal sealed class Greetings(Connector connector, IAddressBook book, TeamsBackgroundReplies replies)
{
    private static readonly Prose[] ToARoom =
    [
        $"Migrate is here: a database migration as one card that everybody can work on.",
        $"@Migrate start begins one, @Migrate help lists what can be typed.",
        $"What only you should read comes in your own chat with the bot: add the app for yourself.",
    ];

    private static readonly Prose[] ToAPerson =
    [
        $"Migrate is here. In this chat come answers for you alone, requests for your signature, and calls when something is wrong.",
        $"help lists what can be typed; whoami says whether you are on the People list. No mention is needed here.",
    ];

    public void Greet(ActivitySource source) => replies.StartInTurn("greeting", source.Conversation, async ct =>
    {
        if (await book.FindAsync(NameOf(source), ct) is not null) return;
        await connector.SendAsync(source.Service, source.Conversation, OutgoingMessage.Of(Posts.Private(source.Where is null ? ToAPerson : ToARoom)), ct);
        await book.KeepAsync(NameOf(source), source.Service.AbsoluteUri, ct);
    });

    public void Forget(ActivitySource source) => replies.StartInTurn("greeting", source.Conversation, ct => book.ForgetAsync(NameOf(source), ct));

    private static string NameOf(ActivitySource source) => $"{TeamsPlatform.Name}-greeted:{source.Conversation}";
}
