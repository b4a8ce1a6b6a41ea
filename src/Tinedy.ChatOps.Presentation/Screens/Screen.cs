using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Presentation.Screens;

/// <summary>One look at a run.</summary>
/// <param name="Panels">Every phase with all items and their buttons, then Sign-off, then Rollback.</param>
/// <param name="Thread">The detail beneath the board, the oldest first.</param>
/// <param name="Notices">What the channel is told beside the board.</param>
/// <param name="Acts">Who did what, the oldest first.</param>
/// <param name="Head">The journal's last hash, lower-case hex.</param>
public sealed record Screen(
    Run Run, Board Board, ImmutableArray<Panel> Panels, ImmutableArray<ThreadEntry> Thread, ImmutableArray<Post.OfChannel> Notices,
    Timeline Timeline, ImmutableArray<Act> Acts, string Head)
{
    /// <summary>Each panel in a line, in the same order.</summary>
    public ImmutableArray<PhaseLine> Lines { get; init; } = [];

    /// <summary>The key of the panel that a reader wants first; null: there is none.</summary>
    public string? OpensOn { get; init; }

    /// <summary>What single people are told because they must act.</summary>
    public ImmutableArray<Post.OfPerson> Letters { get; init; } = [];

    /// <summary>Files that belong into the thread, the oldest first.</summary>
    public ImmutableArray<Post.OfFile> Files { get; init; } = [];
}

/// <summary>A line of the journal in words.</summary>
public sealed record Act(int Seq, DateTimeOffset At, Actor By, Prose Text);
