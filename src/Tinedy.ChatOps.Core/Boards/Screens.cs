using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Boards;

/// <summary>Everything a surface shows of a run, drawn from the journal as it is now.</summary>
public sealed class Screens(RunDesk desk, IAttemptQueue queue, TimeProvider time)
{
    /// <summary>Null when there is no such run.</summary>
    public Task<Screen?> ReadAsync(RunId run, CancellationToken ct) => throw new NotImplementedException(desk.ToString() + queue + time);
}

/// <summary>One look at a run.</summary>
/// <param name="Panels">Every phase with all items and their buttons, then Sign-off, then Rollback.</param>
/// <param name="Thread">The detail beneath the board, the oldest first.</param>
/// <param name="Acts">Who did what, the oldest first.</param>
/// <param name="Head">The journal's last hash, lower-case hex.</param>
public sealed record Screen(
    Run Run, Board Board, ImmutableArray<Panel> Panels, ImmutableArray<ThreadEntry> Thread, Timeline Timeline, ImmutableArray<Act> Acts, string Head);

/// <summary>A line of the journal in words.</summary>
public sealed record Act(int Seq, DateTimeOffset At, People.Actor By, Prose Text);
