using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>One message that a run wants to have in a room, as it should read now.</summary>
/// <param name="Key">Stable within the run: <c>board</c>, <c>entry/12</c>, <c>ask/Product Owner/po</c>.</param>
public abstract record Post(RunId Run, string Key)
{
    /// <summary>The board: one a run, pinned, always up to date.</summary>
    public sealed record OfBoard(RunId Run, Board Board) : Post(Run, BoardKey);

    /// <summary>A message in the channel: a start, an alert, a rollback, the end.</summary>
    public sealed record OfChannel(RunId Run, string Key, Prose Text) : Post(Run, Key);

    /// <summary>A reply in the board's thread.</summary>
    public sealed record OfThread(RunId Run, string Key, ThreadEntry Entry) : Post(Run, Key);

    /// <summary>A file in the board's thread; never changed once it is there.</summary>
    public sealed record OfFile(RunId Run, string Key, RunDocument Document, Prose Title) : Post(Run, Key);

    /// <summary>A message to one person, who must act.</summary>
    public sealed record OfPerson(RunId Run, string Key, Person To, Prose Text, ImmutableArray<Button> Buttons) : Post(Run, Key)
    {
        /// <summary>There is nothing to do any more: an earlier message says so, and nobody gets a new one.</summary>
        public bool IsOver { get; init; }
    }

    public const string BoardKey = "board";
}
