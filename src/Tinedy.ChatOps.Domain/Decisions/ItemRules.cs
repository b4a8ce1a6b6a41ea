using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Ticking, undoing, skipping, and writing things down.</summary>
public static class ItemRules
{
    public static Verdict Tick(DecisionContext ask, Command.Tick tick)
    {
        Prose notDone = $"Not done";
        var run = ask.Run;
        if (run.Runbook.Find(tick.Item) is not { } item) return Refusals.UnknownItem(notDone, tick.Item, run.Runbook);
        if (AlreadySettled(run, item) is { } already) return already;
        if (ask.UnlessCurrent(notDone, item) is { } closed) return closed;
        if (ask.UnlessHolderFor(notDone, item) is { } notHolder) return notHolder;
        if (run[item].Ticks.FirstOrDefault(earlier => earlier.By.IsSameHuman(ask.By)) is { } mine) return Refusals.AlreadyDone(item, "done", mine.By, mine.At);
        if (UnlessWaiting(notDone, run, item) is { } running) return running;
        if (run.StatusOf(item) == ItemStatus.Unknown) return Refusals.OutcomeUnknown(notDone, item, ask.OperatorsAndHolders);
        if (item.IsStep && ask.UnlessOperator(notDone) is { } notOperator) return notOperator;
        if (item.IsStep && !HasReason(tick.Note)) return Refusals.NeedsANote(item);
        if (ask.UnlessGateIsOpen(notDone, item) is { } waits) return waits;
        return new Verdict.Accepted([.. Withdrawn(ask, item), new RunEvent.ItemTicked(item.Key, Given(tick.Note)) { Follows = tick.Follows ? true : null }]);
    }

    /// <summary>What a tick says that was on the paper before the run: who took it over is in the entry.</summary>
    public const string FromPaper = "was ticked on the paper";

    /// <summary>
    /// A person answers, by name, for what the paper had ticked already: an entry for each item, by the rules of a tick, in document order.
    /// What they may not tick, or what waits for something else, stays open.
    /// </summary>
    public static Verdict AcceptPaper(DecisionContext ask)
    {
        var events = ImmutableArray.CreateBuilder<RunEvent>();
        Refusal? first = null;
        var run = ask.Run;
        foreach (var item in ask.Run.TickedOnPaper)
        {
            switch (Tick(ask with { Run = run }, new Command.Tick(item.Number, FromPaper)))
            {
                case Verdict.Accepted accepted:
                    events.AddRange(accepted.Events);
                    run = Consequences.Fold(run, accepted.Events, ask.By, ask.Now);
                    break;
                case Verdict.Refused refused:
                    first ??= refused.Why;
                    break;
            }
        }
        return events.Count > 0 ? new Verdict.Accepted(events.ToImmutable()) : first ?? Refusals.NothingOnPaper();
    }

    public static Verdict Undo(DecisionContext ask, Command.Undo undo)
    {
        var run = ask.Run;
        if (run.Runbook.Find(undo.Item) is not { } item) return Refusals.UnknownItem($"Not undone", undo.Item, run.Runbook);
        if (ask.UnlessCurrent($"Not undone", item) is { } closed) return closed;
        var state = run[item];
        var marks = state.Skipped is { } skip ? state.Ticks.Add(skip) : state.Ticks;
        if (marks.IsEmpty) return Refusals.NothingToUndo(item);
        if (!marks.Any(mark => mark.By.IsSameHuman(ask.By))) return Refusals.NotYours(item, marks[^1].By);
        return new RunEvent.ItemUndone(item.Key);
    }

    public static Verdict Skip(DecisionContext ask, Command.Skip skip)
    {
        Prose notDone = $"Not skipped";
        var run = ask.Run;
        if (run.Runbook.Find(skip.Item) is not { } item) return Refusals.UnknownItem(notDone, skip.Item, run.Runbook);
        if (AlreadySettled(run, item) is { } already) return already;
        if (ask.UnlessCurrent(notDone, item) is { } closed) return closed;
        if (ask.UnlessOperator(notDone) is { } notOperator) return notOperator;
        if (UnlessWaiting(notDone, run, item) is { } running) return running;
        if (run.StatusOf(item) == ItemStatus.Unknown) return Refusals.OutcomeUnknown(notDone, item, ask.OperatorsAndHolders);
        if (StepRules.Stale(notDone, item, run[item], skip.Seen) is { } stale) return stale;
        if (!HasReason(skip.Reason)) return Refusals.ReasonTooShort(notDone, "reason");
        return new Verdict.Accepted([.. Withdrawn(ask, item), new RunEvent.ItemSkipped(item.Key, skip.Reason)]);
    }

    /// <summary>The gate that is passed stays red in the evidence, and everyone with a role is told.</summary>
    public static Verdict BreakGlass(DecisionContext ask, Command.BreakGlass breaking)
    {
        Prose notDone = $"Not passed";
        var run = ask.Run;
        if (run.Runbook.Find(breaking.Item) is not { } item) return Refusals.UnknownItem(notDone, breaking.Item, run.Runbook);
        if (AlreadySettled(run, item) is { } already) return already;
        if (ask.UnlessCurrent(notDone, item) is { } closed) return closed;
        if (ask.UnlessOperator(notDone) is { } notOperator) return notOperator;
        if (run[item].Glass is { } earlier) return Refusals.AlreadyDone(item, "let pass", earlier.By, earlier.At);
        if (Gate.For(run, item).IsOpen) return Refusals.GateIsOpen(item);
        if (!HasReason(breaking.Reason)) return Refusals.ReasonTooShort(notDone, "reason");
        return new RunEvent.GlassBroken(item.Key, breaking.Reason);
    }

    public static Verdict WriteNote(DecisionContext ask, Command.WriteNote note)
    {
        if (ask.Run.Status is RunStatus.Completed or RunStatus.Aborted) return Refusals.RunEnded(ask.Run);
        if (string.IsNullOrWhiteSpace(note.Text)) return new Refusal(RefusalReason.ReasonTooShort, $"Not noted: the note is empty. Write it behind the word note.");
        return new RunEvent.NoteWritten(note.Text);
    }

    /// <summary>Fills a blank of the paper. A contact must be somebody known, or paging would go nowhere.</summary>
    public static Verdict Fill(DecisionContext ask, Command.Fill fill)
    {
        var (run, runbook) = (ask.Run, ask.Run.Runbook);
        if (run.IsOver) return Refusals.RunEnded(run);
        if (RunbookNames.Field(runbook, fill.Label) is not NameMatch<Field>.One { Found: var field }) return Refusals.UnknownLabel(fill.Label, runbook);
        if (field.Value is not null && !runbook.Contacts.Contains(field)) return Refusals.AlreadyFilledIn(field);
        if (string.IsNullOrWhiteSpace(fill.Value)) return new Refusal(RefusalReason.ReasonTooShort, $"Not filled in: {field.Label} needs a value.");
        if (runbook.Contacts.Contains(field) && ask.Access.Named(fill.Value.Trim()) is null)
            return new Refusal(RefusalReason.NotOnPeopleList, $"Not filled in: \"{fill.Value}\" is not on the People list. Choose somebody who is.");
        return new RunEvent.FieldFilled(field.Label, fill.Value.Trim());
    }

    public static Refusal? AlreadySettled(Run run, Item item)
    {
        if (run[item].SettledBy is not { } settled) return null;
        return run.StatusOf(item) switch
        {
            ItemStatus.Done when run[item] is { Ticks.IsEmpty: true, Judgements.IsEmpty: true } => Refusals.AlreadySucceeded(item, settled.By, settled.At),
            ItemStatus.Done => Refusals.AlreadyDone(item, "done", settled.By, settled.At),
            ItemStatus.Skipped => Refusals.AlreadyDone(item, "skipped", settled.By, settled.At),
            _ => null,
        };
    }

    /// <summary>What runs must end first; what only waits for a runner is withdrawn with what is decided.</summary>
    private static Refusal? UnlessWaiting(Prose notDone, Run run, Item item) =>
        run.StatusOf(item) == ItemStatus.Running && !run.WaitsForRunner(item) ? Refusals.IsRunning(notDone, item, run[item].LastAttempt!) : null;

    private static ImmutableArray<RunEvent> Withdrawn(DecisionContext ask, Item item) => ask.Run.WaitsForRunner(item) ? StepRules.Withdraw(ask.Run, item, ask.Now) : [];

    public static bool HasReason(string? text) => text is not null && text.Trim().Length >= TextLimits.Reason;

    /// <summary>Letter by letter: what a person typed is evidence.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
