using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Events;

/// <summary>
/// Something that happened in a run. A closed family: the state of a run is the fold of these and nothing else.
/// Names in <see cref="JsonDerivedTypeAttribute"/> are stored for ever; a record may gain optional members, never lose one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Started), "run-started")]
[JsonDerivedType(typeof(ItemTicked), "item-ticked")]
[JsonDerivedType(typeof(ItemSkipped), "item-skipped")]
[JsonDerivedType(typeof(ItemUndone), "item-undone")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(StepTaken), "step-taken")]
[JsonDerivedType(typeof(StepCancelled), "step-cancelled")]
[JsonDerivedType(typeof(StepEnded), "step-ended")]
[JsonDerivedType(typeof(OutcomeJudged), "outcome-judged")]
[JsonDerivedType(typeof(DecisionTaken), "decision-taken")]
[JsonDerivedType(typeof(SignedOff), "signed-off")]
[JsonDerivedType(typeof(SignOffDeclined), "sign-off-declined")]
[JsonDerivedType(typeof(SignOffVoided), "sign-off-voided")]
[JsonDerivedType(typeof(NoteWritten), "note-written")]
[JsonDerivedType(typeof(FieldFilled), "field-filled")]
[JsonDerivedType(typeof(TargetChanged), "target-changed")]
[JsonDerivedType(typeof(ToolsSeen), "tools-seen")]
[JsonDerivedType(typeof(AlertRaised), "alert-raised")]
[JsonDerivedType(typeof(AlertAnswered), "alert-answered")]
[JsonDerivedType(typeof(AnswerLapsed), "answer-lapsed")]
[JsonDerivedType(typeof(AlertClosed), "alert-closed")]
[JsonDerivedType(typeof(Paged), "paged")]
[JsonDerivedType(typeof(PageTried), "page-tried")]
[JsonDerivedType(typeof(NobodyReached), "nobody-reached")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(BaselineTaken), "baseline-taken")]
[JsonDerivedType(typeof(WatcherChanged), "watcher-changed")]
[JsonDerivedType(typeof(Scheduled), "run-scheduled")]
[JsonDerivedType(typeof(StartReminded), "start-reminded")]
[JsonDerivedType(typeof(StartMissed), "start-missed")]
[JsonDerivedType(typeof(Begun), "run-begun")]
[JsonDerivedType(typeof(TimeWarned), "time-warned")]
[JsonDerivedType(typeof(GlassBroken), "glass-broken")]
[JsonDerivedType(typeof(StakeholdersTold), "stakeholders-told")]
[JsonDerivedType(typeof(RollbackApproved), "rollback-approved")]
[JsonDerivedType(typeof(RollbackStarted), "rollback-started")]
[JsonDerivedType(typeof(RolledBack), "rolled-back")]
[JsonDerivedType(typeof(CauseNoted), "cause-noted")]
[JsonDerivedType(typeof(Unlocked), "environment-unlocked")]
[JsonDerivedType(typeof(Completed), "run-completed")]
[JsonDerivedType(typeof(Aborted), "run-aborted")]
[JsonDerivedType(typeof(Mirrored), "run-mirrored")]
[JsonDerivedType(typeof(JournalAccepted), "journal-accepted")]
[JsonDerivedType(typeof(StepFound), "step-found")]
public abstract record RunEvent
{
    private RunEvent() { }

    /// <param name="TargetDigest">SHA-256 over workspace, variables and names of secrets of the environment.</param>
    /// <param name="Gaps">What was missing at the start, in plain sentences.</param>
    public sealed record Started(string Environment, string RunbookName, string RunbookHash, string TargetDigest, ImmutableArray<string> Gaps) : RunEvent
    {
        /// <summary>
        /// What the steps work with, as it was at the start: <c>file:scripts/validate.js</c> → SHA-256; what they call follows with
        /// <see cref="ToolsSeen"/>. Null: nobody could look (an older version, or a workspace on another host).
        /// </summary>
        public ImmutableSortedDictionary<string, string>? Pinned { get; init; }

        /// <summary>Null: it is meant.</summary>
        public Rehearsal? Rehearsal { get; init; }

        /// <summary>How long the latest rehearsal, else earlier runs, took until every item was settled, as it was known then; null: there was none that did.</summary>
        public TimeSpan? Usually { get; init; }
    }

    /// <summary>The run is to begin at a moment; a later one of these moves it.</summary>
    /// <param name="Zone">In which it was meant, by its id in the tz database.</param>
    /// <param name="Typed">What was written.</param>
    public sealed record Scheduled(DateTimeOffset At, string Zone, string Typed) : RunEvent
    {
        /// <summary>When its window closes; null where the runbook has none.</summary>
        public DateTimeOffset? Closes { get; init; }

        /// <summary>The other moment at which clocks there show the same, on the night they are set back; null on every other.</summary>
        public DateTimeOffset? Second { get; init; }

        /// <summary>The window of the runbook is elsewhere in the day and was moved here; null: it was not.</summary>
        public bool? MovesWindow { get; init; }
    }

    /// <summary>Whoever still owes something before a scheduled moment was reminded.</summary>
    /// <param name="Ahead">How long before it.</param>
    public sealed record StartReminded(TimeSpan Ahead) : RunEvent;

    /// <summary>The moment came and the run did not begin by itself.</summary>
    /// <param name="Missing">What it lacked, in plain words.</param>
    public sealed record StartMissed(ImmutableArray<string> Missing) : RunEvent;

    /// <summary>A scheduled run goes on to what comes behind its preparation: by itself, or because a person said so.</summary>
    public sealed record Begun : RunEvent;

    /// <param name="Moment">What it warns of: when a window closes, when the usual time was over.</param>
    public sealed record TimeWarned(TimeWarning What, DateTimeOffset Moment) : RunEvent;

    /// <summary>One person ticked; with a quorum the item is done when enough different people have.</summary>
    public sealed record ItemTicked(ItemKey Item, string? Note) : RunEvent
    {
        /// <summary>True: the same line marked the item of the tick before; null (also of an older version): it did not.</summary>
        public bool? Follows { get; init; }
    }

    public sealed record ItemSkipped(ItemKey Item, string Reason) : RunEvent;

    public sealed record ItemUndone(ItemKey Item) : RunEvent;

    /// <summary>The intent, durable before anything is spawned.</summary>
    /// <param name="Command">The exact text that runs, and was shown.</param>
    /// <param name="Bindings">Paper placeholder → the file this run made.</param>
    /// <param name="Reason">What the person saw, when this is a retry.</param>
    public sealed record StepStarted(
        ItemKey Item, int Attempt, string Command, string CommandDigest, ImmutableSortedDictionary<string, string> Bindings, string? Reason) : RunEvent;

    /// <summary>A runner has taken it. Until then it waits, and nothing of it has been started.</summary>
    /// <param name="Runner">The name of its host.</param>
    public sealed record StepTaken(ItemKey Item, int Attempt, string Runner) : RunEvent;

    /// <summary>Somebody asked the runner to stop it; how it ended follows in <see cref="StepEnded"/>.</summary>
    public sealed record StepCancelled(ItemKey Item, int Attempt) : RunEvent;

    public sealed record StepEnded(ItemKey Item, int Attempt, Ending Ending) : RunEvent;

    /// <summary>A person's answer to an unknown outcome, and how they know.</summary>
    public sealed record OutcomeJudged(ItemKey Item, int Attempt, bool Done, string HowKnown) : RunEvent;

    /// <summary>"I'm on it": somebody owns the decision on a failed or unknown step.</summary>
    public sealed record DecisionTaken(ItemKey Item) : RunEvent;

    /// <param name="Content">The content hash that was signed, see <c>SignOffs.ContentHash</c>.</param>
    public sealed record SignedOff(string Role, string Content, string? Remark) : RunEvent;

    public sealed record SignOffDeclined(string Role, string Remark) : RunEvent;

    public sealed record SignOffVoided(string Role, string Why) : RunEvent;

    public sealed record NoteWritten(string Text) : RunEvent;

    /// <summary>A blank of the paper: an information field or a contact.</summary>
    public sealed record FieldFilled(string Label, string Value) : RunEvent;

    /// <summary>The environment's settings are not what they were when the run was pinned.</summary>
    public sealed record TargetChanged(string TargetDigest) : RunEvent;

    /// <summary>The tools that the steps call were looked at, which takes longer than a start may: <c>tool:node</c> → its version, or <c>missing</c>.</summary>
    public sealed record ToolsSeen(ImmutableSortedDictionary<string, string> Tools) : RunEvent;

    /// <summary>People are called from here on, in the order that is frozen in it.</summary>
    /// <param name="About">The criterion or the step; null for a call and a drill.</param>
    /// <param name="Symptom">What was seen, in one line.</param>
    public sealed record AlertRaised(int Alert, AlertKind Why, ItemKey? About, string Symptom, Escalation Escalation) : RunEvent
    {
        /// <summary>The numbers of a watcher; null from a person.</summary>
        public string? Measured { get; init; }

        /// <summary>Since when, where a watcher knows it.</summary>
        public DateTimeOffset? Since { get; init; }
    }

    /// <summary>"I'm on it": nobody else is called.</summary>
    public sealed record AlertAnswered(int Alert) : RunEvent;

    /// <summary>Somebody was on it and nothing followed: people are called anew.</summary>
    public sealed record AnswerLapsed(int Alert) : RunEvent;

    public sealed record AlertClosed(int Alert, AlertEnd How, string? Reason) : RunEvent;

    /// <summary>The intent to call, durable before anything is sent.</summary>
    public sealed record Paged(int Alert, int Round, Rung Rung) : RunEvent;

    /// <param name="Page">The entry of <see cref="Paged"/>.</param>
    public sealed record PageTried(int Alert, int Page, DeliveryResult Result, string Proof) : RunEvent;

    /// <summary>Everybody was called in this round and nobody has answered.</summary>
    public sealed record NobodyReached(int Alert, int Round) : RunEvent;

    /// <summary>The holders of a role were reminded of their signature.</summary>
    public sealed record Reminded(string Role) : RunEvent;

    /// <summary>How long the block of a criterion took before the migration, see <see cref="MedianInterval"/>.</summary>
    /// <param name="TakenAt">When measuring it began.</param>
    public sealed record BaselineTaken(ItemKey Criterion, int Samples, TimeSpan Median, TimeSpan Low, TimeSpan High, DateTimeOffset TakenAt) : RunEvent;

    /// <summary>What a watcher says of its criterion is not what it said before.</summary>
    /// <param name="Sentence">What was found, as the rest of a sentence.</param>
    public sealed record WatcherChanged(ItemKey Criterion, WatchState Result, string Sentence) : RunEvent;

    /// <summary>An operator passes a gate that is not met: the item may go before what it waits for.</summary>
    public sealed record GlassBroken(ItemKey Item, string Reason) : RunEvent;

    /// <summary>The intent to tell stakeholders at one address; how it went follows in <see cref="PageTried"/> of alert 0.</summary>
    public sealed record StakeholdersTold(News About, string Text, string To) : RunEvent;

    /// <summary>A holder lets a rollback go on without asking them, before there is one.</summary>
    public sealed record RollbackApproved(string Role) : RunEvent;

    public sealed record RollbackStarted(string Why) : RunEvent
    {
        /// <summary>Its steps start one after another; null (an older version) and false: each by a person.</summary>
        public bool? OneAfterAnother { get; init; }

        /// <summary>Confirmed beside every step whose end nobody knew at that moment; null (an older version) and false: not confirmed.</summary>
        public bool? DespiteUnknown { get; init; }
    }

    public sealed record RolledBack : RunEvent;

    public sealed record CauseNoted(string Cause) : RunEvent;

    public sealed record Unlocked : RunEvent;

    public sealed record Completed : RunEvent;

    public sealed record Aborted(string Reason) : RunEvent;

    /// <summary>Another place shows the run as well, from here on.</summary>
    /// <param name="Place">As <c>Place</c> writes it.</param>
    public sealed record Mirrored(string Place) : RunEvent;

    /// <summary>The journal was not the one that was known, see <c>JournalDivergence</c>; an operator has looked and goes on with what is there.</summary>
    /// <param name="KnownHead">The hash of the last known entry, lower-case hex: whoever holds a copy finds which journal was left.</param>
    public sealed record JournalAccepted(int KnownSeq, string KnownHead, int FoundSeq, string FoundHead, DateTimeOffset NoticedAt, string Reason) : RunEvent
    {
        /// <summary>See <c>JournalDivergence.Cause</c>.</summary>
        public string? Cause { get; init; }
    }

    /// <summary>
    /// A host had started this step in a journal that is lost: what it did is unknown, and people judge it like every unknown outcome.
    /// </summary>
    /// <param name="Attempt">The number that it gets here; the lost journal may have given another.</param>
    /// <param name="Start">The hash of the lost <see cref="StepStarted"/>, lower-case hex.</param>
    /// <param name="Runner">The host that has started it.</param>
    /// <param name="Known">What is left of it there, in sentences.</param>
    public sealed record StepFound(ItemKey Item, int Attempt, string Start, string Runner, string Known) : RunEvent
    {
        /// <summary>When the host began it, by the host's clock; null (an older version too): not known.</summary>
        public DateTimeOffset? StartedAt { get; init; }
    }
}

/// <summary>How a rehearsal treats commands.</summary>
public enum Rehearsal
{
    /// <summary>Each is printed and none is run.</summary>
    Printed,

    /// <summary>They run, in an environment that is there for rehearsing.</summary>
    Real,
}
