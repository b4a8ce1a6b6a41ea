using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Boards;

/// <summary>One message that a run wants to have in a room, as it should read now.</summary>
/// <param name="Key">Stable within the run: <c>board</c>, <c>start</c>, <c>step/backup/1</c>.</param>
public abstract record Post(RunId Run, string Key)
{
    /// <summary>The board: one a run, pinned, always up to date.</summary>
    public sealed record OfBoard(RunId Run, Board Board) : Post(Run, "board");

    /// <summary>A message in the channel: a start, an alert, a rollback, the end.</summary>
    public sealed record OfChannel(RunId Run, string Key, Prose Text) : Post(Run, Key);

    /// <summary>A reply in the board's thread.</summary>
    public sealed record OfThread(RunId Run, string Key, ThreadEntry Entry) : Post(Run, Key);
}
