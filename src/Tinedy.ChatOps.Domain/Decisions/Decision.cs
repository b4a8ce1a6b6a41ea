using System.Collections.Immutable;
using System.Diagnostics;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// The one place where a right is granted. Every way in (a button, a typed command, a timer, a runner) ends here; the answer depends on
/// nothing but the state of the run, the account that asks, the configuration and the time.
/// </summary>
public static class Decision
{
    /// <summary>Judges a command. Accepted events include their consequences: signatures they void, the end they bring.</summary>
    public static Verdict Decide(Run run, Command command, Actor by, AccessDirectory access, DateTimeOffset now)
    {
        if (run.Divergence is not null && command is not Command.AcceptJournal && !IsStranger(by, access))
            return Refusals.JournalDiverged(run, access.OperatorsOf(run.Environment));
        var verdict = by.Via is null ? DecideForMachine(run, command, access, now) : DecideForPerson(run, command, by, access, now);
        return verdict is Verdict.Accepted accepted ? Consequences.Follow(run, accepted, by, access, now) : verdict;
    }

    private static Verdict DecideForPerson(Run run, Command command, Actor by, AccessDirectory access, DateTimeOffset now)
    {
        if (access.Find(by.Via!.Value) is not { } person) return Refusals.NotOnPeopleList(by.Via.Value);
        if (LongestText(command) > TextLimits.Text) return Refusals.TooLong($"Not done");

        var ask = new DecisionContext(run, person, by, access, now);
        var verdict = ByItsRules(ask, command);
        return verdict is Verdict.Refused refused ? WhatStillHolds(ask, command, refused) : verdict;
    }

    /// <summary>The first refusal, or the one that its advice would lead to.</summary>
    private static Verdict.Refused WhatStillHolds(DecisionContext ask, Command command, Verdict.Refused first)
    {
        var refused = first;
        while (Advice.Followed(ask.Run, command, refused.Why.Reason) is { } followed)
        {
            if (ByItsRules(ask, followed) is not Verdict.Refused next) return first;
            (command, refused) = (followed, next);
        }
        return refused;
    }

    private static Verdict ByItsRules(DecisionContext ask, Command command)
    {
        return command switch
        {
            Command.Tick c => ItemRules.Tick(ask, c),
            Command.AcceptPaper => ItemRules.AcceptPaper(ask),
            Command.Undo c => ItemRules.Undo(ask, c),
            Command.Skip c => ItemRules.Skip(ask, c),
            Command.WriteNote c => ItemRules.WriteNote(ask, c),
            Command.Fill c => ItemRules.Fill(ask, c),
            Command.RunStep c => StepRules.Run(ask, c),
            Command.Cancel c => StepRules.Cancel(ask, c),
            Command.Retry c => StepRules.Retry(ask, c),
            Command.Judge c => StepRules.Judge(ask, c),
            Command.TakeDecision c => StepRules.TakeDecision(ask, c),
            Command.Sign c => SignOffRules.Sign(ask, c),
            Command.Decline c => SignOffRules.Decline(ask, c),
            Command.Abort c => EndRules.Abort(ask, c),
            Command.BreakGlass c => ItemRules.BreakGlass(ask, c),
            Command.ApproveRollback c => RollbackRules.Approve(ask, c.Role),
            Command.RollBack c => RollbackRules.Start(ask, c),
            Command.Raise c => AlertRules.Raise(ask, c),
            Command.Page c => AlertRules.Page(ask, c),
            Command.Acknowledge c => AnswerRules.Acknowledge(ask, c),
            Command.FalseAlarm c => AnswerRules.FalseAlarm(ask, c),
            Command.Schedule c => CalendarRules.Move(ask, c),
            Command.Begin => CalendarRules.Begin(ask),
            Command.Drill => AlertRules.Drill(ask),
            Command.Tell c => StakeholderRules.Tell(ask, c),
            Command.NoteCause c => RollbackRules.NoteCause(ask, c),
            Command.Unlock => RollbackRules.Unlock(ask),
            Command.Mirror c => MirrorRules.Mirror(ask, c),
            Command.AcceptJournal c => JournalRules.Accept(ask, c),
            Command.ReportTaken or Command.ReportEnding or Command.ReportTarget or Command.ReportTools or Command.ReportPage or Command.Trip or Command.ReportWatch or Command.TakeBaseline or Command.Elapse => throw new ArgumentException("Only the bot reports; a door passed on what it must not."),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static bool IsStranger(Actor by, AccessDirectory access) => by.Via is { } account && access.Find(account) is null;

    private static Verdict DecideForMachine(Run run, Command command, AccessDirectory access, DateTimeOffset now) => command switch
    {
        Command.Elapse c => new Verdict.Accepted(Agenda.Due(run, access, now, c.HeldBy)),
        Command.ReportPage c => AlertRules.ReportPage(run, c),
        Command.Trip c => AlertRules.Trip(run, c, access),
        Command.ReportWatch c => WatchRules.Report(run, c),
        Command.TakeBaseline c => WatchRules.TakeBaseline(run, c),
        Command.ReportTaken c => StepRules.ReportTaken(run, c),
        Command.ReportEnding c => StepRules.ReportEnding(run, c),
        Command.ReportTools c => run.IsOver || run.KnowsItsTools ? new Verdict.Accepted([]) : new RunEvent.ToolsSeen(c.Tools),
        Command.ReportTarget c => run.IsOver || c.TargetDigest == run.TargetDigest
            ? new Verdict.Accepted([])
            : new RunEvent.TargetChanged(c.TargetDigest),
        _ => throw new ArgumentException($"The bot itself never asks for {command.GetType().Name}."),
    };

    /// <summary>Also of what only a refusal would repeat: an item, a role, a typed id.</summary>
    private static int LongestText(Command command)
    {
        string?[] texts = command switch
        {
            Command.Tick c => [c.Item, c.Note],
            Command.Undo c => [c.Item],
            Command.Skip c => [c.Item, c.Reason],
            Command.RunStep c => [c.Item],
            Command.Cancel c => [c.Item],
            Command.Retry c => [c.Item, c.Saw],
            Command.Judge c => [c.Item, c.HowKnown],
            Command.TakeDecision c => [c.Item],
            Command.Sign c => [c.Role, c.Remark],
            Command.Decline c => [c.Role, c.Why],
            Command.WriteNote c => [c.Text],
            Command.Fill c => [c.Label, c.Value],
            Command.Abort c => [c.TypedId, c.Reason],
            Command.BreakGlass c => [c.Item, c.Reason],
            Command.ApproveRollback c => [c.Role],
            Command.RollBack c => [c.TypedId, c.Why],
            Command.Raise c => [c.Criterion, c.Symptom],
            Command.Page c => [c.Contact, c.Symptom],
            Command.Acknowledge c => [c.Named],
            Command.FalseAlarm c => [c.Named, c.Reason],
            Command.Tell c => [c.Text],
            Command.NoteCause c => [c.Cause],
            Command.AcceptJournal c => [c.Reason],
            Command.Schedule c => [c.When],
            _ => [],
        };
        return texts.Max(text => text?.Length) ?? 0;
    }
}

/// <summary>Who asks, of which run: what every rule needs.</summary>
public sealed record DecisionContext(Run Run, Person Person, Actor By, AccessDirectory Access, DateTimeOffset Now)
{
    public ImmutableArray<Person> Operators => Access.OperatorsOf(Run.Environment);

    public bool IsOperator => Operators.Contains(Person);

    /// <summary>Operators, and everybody who may sign something in this run.</summary>
    public ImmutableArray<Person> OperatorsAndHolders => Access.OperatorsAndHolders(Run.Environment, Run.Runbook);

    public ImmutableArray<Person> OperatorsAndContacts => Access.OperatorsAndContacts(Run.Environment, Run.Runbook);

    public Refusal? UnlessOperator(Prose notDone) =>
        IsOperator ? null : Refusals.NotAnOperator(notDone, Run.Environment, Operators);

    /// <summary>A role narrows who may: its holders only.</summary>
    public Refusal? UnlessHolder(Prose notDone, string? role)
    {
        if (role is null) return null;
        var holders = Access.HoldersOf(Run.Runbook, role);
        return holders.Contains(Person) ? null : Refusals.NotAHolder(notDone, role, holders, Person);
    }

    /// <summary>The same for an item; in a rollback an operator may act for a role whose holder has approved it beforehand.</summary>
    public Refusal? UnlessHolderFor(Prose notDone, Item item) => IsOperator && Run.IsApprovedAhead(item) ? null : UnlessHolder(notDone, item.Role);

    /// <summary>The item belongs to what the run is doing now: forward items while it runs, rollback steps while it rolls back.</summary>
    public Refusal? UnlessCurrent(Prose notDone, Item item)
    {
        if (Run.IsOver) return Refusals.RunEnded(Run);
        var isRollbackStep = Run.Runbook.RollbackSteps.Contains(item);
        if (Run.Status == RunStatus.RollingBack) return isRollbackStep ? null : Refusals.RollingBack(notDone, Run);
        return isRollbackStep ? Refusals.NotRollingBack(notDone, item) : CalendarRules.UnlessAhead(this, notDone, item);
    }

    public Refusal? UnlessGateIsOpen(Prose notDone, Item item)
    {
        var gate = Gate.For(Run, item);
        if (gate.IsOpen) return null;
        return gate.Phase is { } phase
            ? Refusals.WaitsForPhase(notDone, item, phase, gate.Before)
            : Refusals.WaitsFor(notDone, item, gate.Before);
    }
}
