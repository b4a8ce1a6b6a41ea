using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// The rooms of one platform, where people talk. Three verbs; whatever a platform cannot do a room does its own way, and never fails a
/// run. Each verb throws <see cref="RoomBusyException"/> when nothing was sent and it should be tried again after a while,
/// <see cref="RoomFailedException"/> when the platform says that it failed, and a <see cref="ChatRefusedException"/> when the answer is no;
/// any other exception leaves open whether people see it.
/// </summary>
public interface IChatRoom
{
    /// <summary>Serves the places of this platform: <c>slack</c>.</summary>
    string Platform { get; }

    /// <summary>How long a run rests in a place between two tellings, so that twenty clicks in a second are one or two updates.</summary>
    TimeSpan Rest { get; }

    /// <summary>Says something and answers its reference.</summary>
    Task<string> PostAsync(Place place, Post post, Sending how, CancellationToken ct);

    /// <summary>The reference of a message that was perhaps posted before; null when people do not see it.</summary>
    Task<string?> FindAsync(Place place, Post post, Sending how, CancellationToken ct);

    /// <summary>Makes an earlier message say what it should say now; false when that message is gone.</summary>
    Task<bool> UpdateAsync(Place place, string message, Post post, Sending how, CancellationToken ct);
}

/// <summary>What a room needs to know of a message beside its words.</summary>
/// <param name="Token">Names this one message for ever: sent along unseen, it tells whether an earlier try arrived.</param>
/// <param name="Board">The reference of the run's board in this place; null for the board itself.</param>
/// <param name="Sends">How often it was sent without an answer, so that nobody knows whether people see it.</param>
public sealed record Sending(string Token, string? Board, int Sends = 0);

/// <summary>The platform asks for patience: nothing was sent.</summary>
public sealed class RoomBusyException(TimeSpan wait, string why) : Exception(why)
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>The platform answered that it could not: nothing was sent, as far as anybody knows.</summary>
public sealed class RoomFailedException(string why, Exception inner) : Exception(why, inner);

/// <summary>The platform answered, and the answer is no: nothing was done, and asking again changes nothing until somebody mends it.</summary>
public abstract class ChatRefusedException(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>The platform will not take this message however often it is sent: the person cannot be written to, the file is too large.</summary>
public sealed class MessageRefusedException(string why) : ChatRefusedException(why);

/// <summary>The place takes no message at all: it is archived or deleted, or the bot was removed from it.</summary>
public sealed class PlaceGoneException(string why) : ChatRefusedException(why);

/// <summary>The platform does not serve this app: its token is revoked, its account inactive.</summary>
public sealed class AccessRefusedException(string why, Exception inner) : ChatRefusedException(why, inner);
