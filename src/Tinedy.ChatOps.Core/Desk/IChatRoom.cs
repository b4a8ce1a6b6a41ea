using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>A place where people talk. Four verbs; whatever a room cannot do it does its own way, and never fails a run.</summary>
public interface IChatRoom
{
    /// <summary>The room's stable name, as the outbox knows it: <c>local</c>.</summary>
    string Place { get; }

    /// <summary>Says something and answers its reference. The same <see cref="Post.Key"/> of the same run twice is one message.</summary>
    Task<string> PostAsync(Post post, CancellationToken ct);

    /// <summary>Makes an earlier message say what it should say now.</summary>
    Task UpdateAsync(string message, Post post, CancellationToken ct);

    /// <summary>Says something to one person only.</summary>
    Task WhisperAsync(Identity to, Prose text, CancellationToken ct);
}

/// <summary>What each place still has to be told. Filled in the append's transaction; twenty clicks are one entry.</summary>
public interface IOutbox
{
    /// <summary>The run whose telling is most overdue at this place; null when every place is up to date. The claim lapses by itself.</summary>
    Task<Due?> ClaimAsync(string place, TimeSpan lease, CancellationToken ct);

    /// <summary>The messages a run already has at a place, by <see cref="Post.Key"/>.</summary>
    Task<IReadOnlyDictionary<string, Said>> SaidAsync(string place, RunId run, CancellationToken ct);

    Task RememberAsync(string place, RunId run, string key, Said said, CancellationToken ct);

    /// <summary>The place has been told everything up to this entry.</summary>
    Task ToldAsync(string place, RunId run, int seq, CancellationToken ct);

    /// <summary>It did not work; try again after a while.</summary>
    Task PutOffAsync(string place, RunId run, TimeSpan wait, string why, CancellationToken ct);
}

/// <summary>A run that a place has not heard the latest of.</summary>
public sealed record Due(RunId Run, int Wanted, int Told, int Tries);

/// <summary>A message that exists: its reference in the room, and a digest of what it says.</summary>
public sealed record Said(string Message, string Digest);
