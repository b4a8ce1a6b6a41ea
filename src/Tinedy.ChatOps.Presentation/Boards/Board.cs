using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>
/// The one message that shows a run, before any platform has drawn it: always in this order.
/// A surface draws every part it is given and decides nothing.
/// </summary>
/// <param name="Version">The journal entry it is drawn from.</param>
/// <param name="Header">The state line: "Running · prod · 8 of 47 done". Holds no time.</param>
/// <param name="Id">"20241227060000_init · run 17 · since 21:30 · @devops".</param>
/// <param name="Now">What is missing and who can give it; empty when the run has ended.</param>
/// <param name="NowButtons">"I'm on it", "Note the cause…".</param>
/// <param name="Attention">Gaps, running steps and decisions: what comes before the phases.</param>
/// <param name="Active">The phase (or sign-off, or rollback) where the work is; null when the run has ended.</param>
/// <param name="Phases">One line for each phase.</param>
/// <param name="Buttons">Of the whole run: Sign off…, Page…, Roll back…, More….</param>
/// <param name="Facts">"Rollback: ready, backup 412 MB of 21:41".</param>
/// <param name="Aloud">The whole in one or two sentences, for notifications and screen readers.</param>
public sealed record Board(
    RunId Run, int Version, BoardState State, Prose Header, Prose Id, Prose Now, ImmutableArray<Button> NowButtons,
    ImmutableArray<Row> Attention, Panel? Active, ImmutableArray<PhaseLine> Phases, ImmutableArray<Button> Buttons,
    Prose Facts, Prose Aloud)
{
    /// <summary>What is needed seldom, behind "More": Note…, Abort…, Report.</summary>
    public ImmutableArray<Button> More { get; init; } = [];
}

/// <summary>The state as a reader needs it; its words are written by <c>BoardWriter</c>.</summary>
public enum BoardState
{
    Scheduled, Running, NeedsDecision, WaitingForSignOff, Alert, RollingBack, RolledBack, Completed, Aborted,
}

/// <summary>The active part: a heading and its rows.</summary>
public sealed record Panel(string Key, Prose Heading, ImmutableArray<PanelSection> Sections);

/// <summary>A section of the active part; a finished one is only its heading with a mark.</summary>
public sealed record PanelSection(string Key, Mark Mark, Prose Heading, ImmutableArray<Row> Rows);

/// <summary>One item, sign-off, gap or decision.</summary>
/// <param name="Details">Further lines beneath it.</param>
/// <param name="Output">The last lines a step printed; empty without.</param>
public sealed record Row(
    string Key, Mark Mark, Prose Text, ImmutableArray<Prose> Details, ImmutableArray<string> Output, ImmutableArray<Button> Buttons)
{
    public static Row Of(string key, Mark mark, Prose text, params ImmutableArray<Button> buttons) => new(key, mark, text, [], [], buttons);
}

/// <summary>One emoji each on a platform, never without its word.</summary>
public enum Mark { Open, Done, Skipped, Running, Failed, Unknown, Gap, Waiting }

/// <summary>A phase in one line: "2 Migration Execution · 5 of 12 · open".</summary>
public sealed record PhaseLine(string Key, Prose Text, Mark Mark, int Settled, int Total);

/// <summary>
/// Something to press. It carries a run and what it is about, never a command; pressing it is judged like any other request.
/// </summary>
/// <param name="Words">A verb, with its object where there is room.</param>
/// <param name="Accessible">The verb with its object, at most 75 letters: "Mark done 1.2.3 Backup stored in secure location".</param>
/// <param name="AsksFirst">A dialog comes before anything happens.</param>
[JsonConverter(typeof(ButtonJson))]
public sealed record Button(Verb Verb, RunId Run, ButtonTarget Target, string Words, string Accessible, bool AsksFirst = false, bool Danger = false)
{
    /// <summary>What stands on it: "…" means that a dialog comes first.</summary>
    public string Label => AsksFirst ? Words + "…" : Words;

    /// <summary>Begins a run, so that it is of none.</summary>
    /// <param name="how">The typed verb that it stands for: start, rehearse, schedule.</param>
    public static Button Start(string how = "start") =>
        new(Verb.Start, default, new ButtonTarget.NewRun(how), "Start", "Start a run: choose what, where and when", AsksFirst: true);

    /// <summary>Shows what one attempt printed.</summary>
    public static Button FullOutput(AttemptId attempt, string about) =>
        new(Verb.FullOutput, attempt.Run, new ButtonTarget.OfAttempt(attempt.Item, attempt.Number), "Full output", about);
}

/// <summary>What a person can do by button and by typing.</summary>
public enum Verb
{
    MarkDone, Undo, Skip, BreakGlass, Run, Cancel, Retry, JudgeDone, JudgeNotDone, TakeDecision, SignOff, Note, Fill, Abort,
    ApproveRollback, RollBack, NoteCause, Unlock, Start, Schedule, Begin, Acknowledge, FalseAlarm, Raise, Page, Drill, Tell, FullOutput, AllPhases, Report, Evidence,
    AcceptJournal, AcceptPaper,
}

/// <summary>One reply in the thread, edited while what it tells of goes on.</summary>
/// <param name="Output">The last lines a step printed; empty without.</param>
/// <param name="Attempt">The attempt whose full output can be read; null without.</param>
public sealed record ThreadEntry(string Key, DateTimeOffset At, Prose Text, ImmutableArray<string> Output, AttemptId? Attempt)
{
    /// <summary>Why it does not hold any more: "undone 22:03 by @dba"; then its text is struck through. Empty while it holds.</summary>
    public Prose Withdrawn { get; init; } = Prose.Empty;

    /// <summary>The whole in words, for whoever cannot see what is struck through.</summary>
    public Prose Whole => Prose.Join(" · ", [Text, Withdrawn]);
}
