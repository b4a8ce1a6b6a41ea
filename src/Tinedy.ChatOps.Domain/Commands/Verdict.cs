using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Commands;

/// <summary>What <see cref="Decision.Decide"/> answers: what happens now, or why not.</summary>
public abstract record Verdict
{
    private Verdict() { }

    public sealed record Accepted(ImmutableArray<RunEvent> Events) : Verdict;

    public sealed record Refused(Refusal Why) : Verdict;

    public static implicit operator Verdict(RunEvent happens) => new Accepted([happens]);

    public static implicit operator Verdict(Refusal why) => new Refused(why);
}

/// <summary>A named reason, and the sentence the person reads: what was refused, why, and who can do it.</summary>
public sealed record Refusal(RefusalReason Reason, Prose Text);

public enum RefusalReason
{
    NotOnPeopleList, NotAMember, NotHere, NotAnOperator, NotAHolder, NobodyHolds, NotYours,
    UnknownRun, UnknownItem, UnknownRole, UnknownLabel, UnknownEnvironment, UnknownRunbook, RunbookHasErrors, NotUnderstood,
    AlreadyDone, AlreadySigned, OneHumanOnce, StaleButton, ContentChanged, NotStarted,
    WaitsForGate, StepsAreHeld, SignOffNotOpen, NothingToDecide, NothingToUndo, NothingOnPaper, IsRunning, OutcomeUnknown, AlreadyTried,
    NoCommand, CannotRunHere, NeedsANote, ReasonTooShort, TooLong, WrongTypedId, NoSingleBackup, NoProvenBackup,
    RunEnded, RollingBack, NoRollbackSteps, EnvironmentHeld, EnvironmentLocked, CauseNotNoted,
    UnknownCriterion, UnknownContact, AlertIsOpen, NoAlert, SeveralAlerts, NobodyToCall,
    BadMoment, Frozen, WindowNotOpen, HasBegun,
    JournalDiverged,
}
