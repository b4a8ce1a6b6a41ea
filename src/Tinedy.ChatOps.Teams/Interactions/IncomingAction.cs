using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>Something that somebody did in Teams, taken out of its activity and not yet judged.</summary>
internal abstract record IncomingAction
{
    private IncomingAction() { }

    /// <param name="Key">Stable for this one act: the same act delivered twice has one effect.</param>
    public sealed record Typed(string Key, ActivitySource Spot, string Text) : IncomingAction;

    /// <summary>A message to the bot with nothing in it that can be read: a picture, a voice message.</summary>
    public sealed record Wordless(ActivitySource Spot) : IncomingAction;

    /// <summary>A button that needs no dialog.</summary>
    /// <param name="HasAnswer">The client waits for an answer that it shows; an older one sends a message and waits for nothing.</param>
    public sealed record Pressed(string Key, ActivitySource Spot, CardState? Memory, bool HasAnswer) : IncomingAction;

    /// <summary>A client refreshes the card that it shows. Nobody has pressed anything.</summary>
    public sealed record Looked(ActivitySource Spot, CardState? Memory) : IncomingAction;

    /// <summary>A button that opens a dialog.</summary>
    public sealed record Asked(string Key, ActivitySource Spot, CardState? Memory) : IncomingAction;

    /// <summary>A button in a dialog.</summary>
    /// <param name="Values">What was filled in, by the name of its field.</param>
    public sealed record Sent(string Key, ActivitySource Spot, CardState? Memory, IReadOnlyDictionary<string, string> Values) : IncomingAction;

    /// <summary>Somebody takes the file that they asked for; null <paramref name="Upload"/>: they do not want it.</summary>
    public sealed record FileTaken(ActivitySource Spot, CardState? Memory, UploadPart? Upload) : IncomingAction;

    /// <summary>The app was added to a chat or a channel, or to somebody's own apps.</summary>
    public sealed record Joined(ActivitySource Spot) : IncomingAction;

    /// <summary>It was taken away there.</summary>
    public sealed record Left(ActivitySource Spot) : IncomingAction;

    /// <summary>Something we did not ask for, or of a bot; nothing is to be done.</summary>
    public sealed record Other(string Kind) : IncomingAction;
}
