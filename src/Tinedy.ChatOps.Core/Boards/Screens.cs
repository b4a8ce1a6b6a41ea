using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Boards;

/// <summary>Everything a surface shows of a run, drawn from the journal as it is now.</summary>
public sealed class Screens(RunDesk desk, IAttemptQueue queue, TimeProvider time)
{
    /// <summary>Null when there is no such run.</summary>
    public async Task<Screen?> ReadAsync(RunId id, CancellationToken ct)
    {
        if (await desk.HistoryAsync(id, ct) is not { } history) return null;
        var run = history.Run;
        var progress = run.RunningSteps.Any() ? await queue.ProgressOfAsync(id, ct) : ImmutableDictionary<AttemptId, Progress>.Empty;
        var view = new View(run, desk.House, progress, history.Head, time.GetUtcNow());
        return new(
            run,
            BoardWriter.Draw(view),
            Panels.All(view),
            ThreadWriter.Thread(view, history.Entries),
            ThreadWriter.Channel(run, history.Entries),
            TimelineWriter.Draw(view, history.Entries),
            [.. history.Entries.Select(entry => ActWriter.Write(run.Runbook, entry))],
            history.Head);
    }
}

/// <summary>One look at a run.</summary>
/// <param name="Panels">Every phase with all items and their buttons, then Sign-off, then Rollback.</param>
/// <param name="Thread">The detail beneath the board, the oldest first.</param>
/// <param name="Notices">What the channel is told beside the board.</param>
/// <param name="Acts">Who did what, the oldest first.</param>
/// <param name="Head">The journal's last hash, lower-case hex.</param>
public sealed record Screen(
    Run Run, Board Board, ImmutableArray<Panel> Panels, ImmutableArray<ThreadEntry> Thread, ImmutableArray<Post.OfChannel> Notices,
    Timeline Timeline, ImmutableArray<Act> Acts, string Head);

/// <summary>A line of the journal in words.</summary>
public sealed record Act(int Seq, DateTimeOffset At, People.Actor By, Prose Text);
