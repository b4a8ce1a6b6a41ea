using Tinedy.ChatOps.Teams.Rooms;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.Dialogs;

namespace Tinedy.ChatOps.Teams.Listening;

/// <summary>Something that somebody did in Teams, taken out of its activity and not yet judged.</summary>
internal abstract record Incoming
{
    private Incoming() { }

    /// <param name="Key">Stable for this one act: the same act delivered twice has one effect.</param>
    public sealed record Typed(string Key, Spot Spot, string Text) : Incoming;

    /// <summary>A message to the bot with nothing in it that can be read: a picture, a voice message.</summary>
    public sealed record Wordless(Spot Spot) : Incoming;

    /// <summary>A button that needs no dialog.</summary>
    /// <param name="HasAnswer">The client waits for an answer that it shows; an older one sends a message and waits for nothing.</param>
    public sealed record Pressed(string Key, Spot Spot, CardMemory? Memory, bool HasAnswer) : Incoming;

    /// <summary>A client refreshes the card that it shows. Nobody has pressed anything.</summary>
    public sealed record Looked(Spot Spot, CardMemory? Memory) : Incoming;

    /// <summary>A button that opens a dialog.</summary>
    public sealed record Asked(string Key, Spot Spot, CardMemory? Memory) : Incoming;

    /// <summary>A button in a dialog.</summary>
    /// <param name="Values">What was filled in, by the name of its field.</param>
    public sealed record Sent(string Key, Spot Spot, CardMemory? Memory, IReadOnlyDictionary<string, string> Values) : Incoming;

    /// <summary>Somebody takes the file that they asked for; null <paramref name="Upload"/>: they do not want it.</summary>
    public sealed record FileTaken(Spot Spot, CardMemory? Memory, UploadPart? Upload) : Incoming;

    /// <summary>The app was added to a chat or a channel, or to somebody's own apps.</summary>
    public sealed record Joined(Spot Spot) : Incoming;

    /// <summary>It was taken away there.</summary>
    public sealed record Left(Spot Spot) : Incoming;

    /// <summary>Something we did not ask for, or of a bot; nothing is to be done.</summary>
    public sealed record Other(string Kind) : Incoming;
}
