using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Commands;

/// <summary>
/// What a person asks of a run, whichever way it came; <see cref="Decision.Decide"/> judges it. <c>Item</c> is what was
/// typed or what the button carries. <c>Seen</c> is the item's version the person was shown; null when they typed.
/// </summary>
public abstract record Command
{
    private Command() { }

    public sealed record Tick(string Item, string? Note = null) : Command
    {
        /// <summary>It is not the first item of its line.</summary>
        public bool Follows { get; init; }
    }

    /// <summary>Ticks by one's own name what the paper had ticked already.</summary>
    public sealed record AcceptPaper : Command;

    public sealed record Undo(string Item) : Command;

    public sealed record Skip(string Item, string Reason, int? Seen = null) : Command;

    public sealed record RunStep(string Item, int? Seen = null) : Command;

    public sealed record Cancel(string Item, int? Seen = null) : Command;

    /// <param name="Saw">What the person saw that makes a second start right; required where the step is <c>once</c>.</param>
    public sealed record Retry(string Item, string? Saw, int? Seen = null) : Command;

    /// <summary>The answer to an unknown outcome.</summary>
    public sealed record Judge(string Item, bool Done, string HowKnown, int? Seen = null) : Command;

    /// <summary>"I'm on it."</summary>
    public sealed record TakeDecision(string Item) : Command;

    /// <param name="Content">The content hash the person was shown; null when they typed.</param>
    public sealed record Sign(string Role, string? Content = null, string? Remark = null) : Command
    {
        /// <summary>Says in the same breath what <see cref="Command.ApproveRollback"/> says.</summary>
        public bool ApprovesRollback { get; init; }
    }

    public sealed record Decline(string Role, string Why) : Command;

    public sealed record WriteNote(string Text) : Command;

    public sealed record Fill(string Label, string Value) : Command;

    /// <param name="TypedId">The run's short id, typed by the person.</param>
    public sealed record Abort(string TypedId, string Reason) : Command;

    /// <summary>"If it has to go back, it need not wait for me."</summary>
    public sealed record ApproveRollback(string Role) : Command;

    /// <param name="DespiteUnknown">Also beside steps whose end nobody knows, which may still be writing.</param>
    public sealed record RollBack(string TypedId, string Why, bool OneAfterAnother = false, bool DespiteUnknown = false) : Command;

    /// <summary>Passes the gate of an item that is not met.</summary>
    public sealed record BreakGlass(string Item, string Reason) : Command;

    /// <param name="Criterion">A rollback criterion: its number, key, words, or the first of its words.</param>
    public sealed record Raise(string Criterion, string Symptom) : Command;

    /// <summary>Calls a person and, when they do not answer, the other contacts.</summary>
    public sealed record Page(string Contact, string Symptom) : Command;

    /// <summary>"I'm on it."</summary>
    /// <param name="Alert">Null: the one that is named, else the only one that waits for this person.</param>
    public sealed record Acknowledge(int? Alert = null) : Command
    {
        /// <summary>The alert in words: its criterion, its step, what was seen.</summary>
        public string? Named { get; init; }
    }

    /// <param name="Alert">Null: the one that is named, else the only one that is open.</param>
    public sealed record FalseAlarm(int? Alert, string Reason) : Command
    {
        /// <inheritdoc cref="Acknowledge.Named"/>
        public string? Named { get; init; }
    }

    /// <summary>Tells stakeholders.</summary>
    /// <param name="About">Null: what there is to tell now.</param>
    public sealed record Tell(News? About, string Text) : Command;

    /// <summary>Calls every contact once, to see whether they are there.</summary>
    public sealed record Drill : Command;

    /// <summary>Moves a scheduled run to another moment.</summary>
    /// <param name="When">As typed: "tomorrow 22:00 Europe/Berlin".</param>
    public sealed record Schedule(string When) : Command;

    /// <summary>Begins a scheduled run that did not begin by itself.</summary>
    public sealed record Begin : Command;

    public sealed record NoteCause(string Cause) : Command;

    public sealed record Unlock : Command;

    /// <summary>Goes on with the journal as it is now, see <see cref="JournalDivergence"/>.</summary>
    public sealed record AcceptJournal(string Reason) : Command
    {
        /// <summary>Starts that hosts know and the journal does not; filled in by <c>RunService</c>, never by who asks.</summary>
        public ImmutableArray<FoundStart> Lost { get; init; } = [];

        /// <summary>What hosts say of starts that the journal knows; filled in by <c>RunService</c> as well.</summary>
        public ImmutableArray<FoundStart> Remembered { get; init; } = [];
    }

    /// <param name="Place">Where the run is to be shown as well; told by the platform, never typed.</param>
    public sealed record Mirror(string Place) : Command;

    /// <summary>From a runner that has taken an attempt, never from a person.</summary>
    /// <param name="Runner">The name of its host.</param>
    public sealed record ReportTaken(ItemKey Item, int Attempt, string Runner) : Command;

    /// <summary>From a runner, never from a person.</summary>
    public sealed record ReportEnding(ItemKey Item, int Attempt, Ending Ending) : Command;

    /// <summary>From a watcher, never from a person.</summary>
    /// <param name="Measured">The numbers: "1.9 s, was 0.8 s, limit 1.2 s".</param>
    public sealed record Trip(ItemKey Criterion, string Symptom, string? Measured, DateTimeOffset Since) : Command;

    /// <summary>From a watcher that has nothing to raise: it is quiet, it cannot judge, or it only rehearses.</summary>
    public sealed record ReportWatch(ItemKey Criterion, WatchState Result, string Sentence) : Command;

    /// <summary>From a watcher that has measured how it is before the migration.</summary>
    public sealed record TakeBaseline(ItemKey Criterion, MedianInterval Measured, DateTimeOffset BeganAt, DateTimeOffset EndedAt) : Command;

    /// <summary>From whoever delivers pages.</summary>
    public sealed record ReportPage(int Alert, int Seq, DeliveryResult Result, string Proof) : Command;

    /// <summary>From the clock: what is due now.</summary>
    /// <param name="HeldBy">The run that holds the environment, where a scheduled one would need it; null: none is known.</param>
    public sealed record Elapse(RunId? HeldBy = null) : Command;

    /// <summary>From the bot when it has looked at what the steps call.</summary>
    public sealed record ReportTools(ImmutableSortedDictionary<string, string> Tools) : Command;

    /// <summary>From the bot when it notices that the environment's settings have changed.</summary>
    public sealed record ReportTarget(string TargetDigest) : Command;
}

/// <summary>Somebody's command with what makes it count once.</summary>
/// <param name="Key">The same click delivered twice has the same key, and one effect.</param>
public sealed record Request(string Key, RunId Run, Actor By, Command Command);
