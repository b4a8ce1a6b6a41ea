using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>One item in one row: its mark, its words, what happened to it, and what can be pressed.</summary>
public static class ItemRows
{
    /// <summary>A step that runs or waits for a decision is short here: it stands in full, with its buttons, before the phases.</summary>
    /// <param name="whole">With the buttons and details of the view of a single phase, not only those of the board.</param>
    public static Row Of(RunView view, Item item, bool whole = false)
    {
        var run = view.Run;
        var name = Refusals.Named(item);
        return run.StatusOf(item) switch
        {
            ItemStatus.Done => Row.Of(item.Key.Value, Mark.Done, $"{name} · {Done(run, item)}", DoneButtons(view, item, whole)),
            ItemStatus.Skipped => Row.Of(item.Key.Value, Mark.Skipped, $"{name} · {Skipped(run[item].Skipped!)}", whole && IsCurrent(run, item) ? [Buttons.Undo(run, item)] : []),
            ItemStatus.Running when view.LacksRunner(item) => Row.Of(item.Key.Value, Mark.Waiting, $"{name} · {view.Waiting(item)}"),
            ItemStatus.Running => Row.Of(item.Key.Value, Mark.Running, $"{name} · running {view.Now - run[item].LastAttempt!.At}"),
            ItemStatus.Failed => Row.Of(item.Key.Value, Mark.Failed, $"{name} · {Endings.Verb(run[item].LastAttempt!)}"),
            ItemStatus.Unknown => Row.Of(item.Key.Value, Mark.Unknown, $"{name} · outcome unknown"),
            _ => Open(view, item, whole),
        };
    }

    /// <summary>Every skipped item with who and why: named to all who sign, and in the sum of the run.</summary>
    public static List<Prose> AllSkipped(Run run) =>
        [.. run.Runbook.Items.Where(item => run.StatusOf(item) == ItemStatus.Skipped)
            .Select(item => (Prose)$"{Refusals.Named(item)} ({run[item].Skipped!.By}: \"{run[item].Skipped!.Text}\")")];

    public static Prose Skipped(Remark skipped) => $"skipped {skipped.At} by {skipped.By}: \"{skipped.Text}\"";

    private static Row Open(RunView view, Item item, bool whole)
    {
        var run = view.Run;
        var text = Prose.Join(" · ", [Refusals.Named(item), What(item), item.IsPointOfNoReturn ? $"point of no return" : Prose.Empty, OnPaper(item), Glass(run, item), Who(run, item)]);
        if (!IsCurrent(run, item)) return Row.Of(item.Key.Value, Mark.Waiting, text);

        var gate = Gate.For(run, item);
        if (!gate.IsOpen)
            return Row.Of(item.Key.Value, Mark.Waiting, $"{text} · {After(gate)}", whole ? [Buttons.Skip(run, item), Buttons.BreakGlass(run, item)] : []);
        if (item.IsStep && run.OpenAlert is { } alert)
            return new(item.Key.Value, Mark.Waiting, $"{text} · held by alert {alert.Number}", BoundBackup(run, item), [], whole ? [Buttons.MarkDone(run, item), Buttons.Skip(run, item)] : []);
        var first = item.IsStep ? Buttons.Run(run, item) : Buttons.MarkDone(run, item);
        var showsAll = whole || run.Status == RunStatus.RollingBack;
        ImmutableArray<Button> buttons = item.IsStep && showsAll ? [first, Buttons.MarkDone(run, item), Buttons.Skip(run, item)]
            : item.IsStep || showsAll ? [first, Buttons.Skip(run, item)]
            : [first];
        return new(item.Key.Value, Mark.Open, text, BoundBackup(run, item), [], buttons);
    }

    private static Prose What(Item item) => item switch
    {
        { IsStep: false } => Prose.Empty,
        { Command: { Kind: CommandKind.Page, To: var to } } => to is null ? $"calls the emergency contacts" : (Prose)$"calls {to}",
        { Command: { Kind: CommandKind.Notify, To: CommandBlock.Stakeholders } } => $"tells stakeholders",
        { Command.Kind: CommandKind.Notify } => $"tells the team",
        _ => $"runs a command",
    };

    private static Prose OnPaper(Item item) => item.TickedOnPaper ? $"ticked on paper, by whom unknown" : Prose.Empty;

    private static Prose Glass(Run run, Item item) => run[item].Glass is { } glass ? (Prose)$"glass broken {glass.At} by {glass.By}" : Prose.Empty;

    private static Prose After(Gate gate) => gate.Phase is { } phase
        ? (Prose)$"after phase {phase.Number}"
        : gate.Before.Length <= 2
            ? (Prose)$"after {Prose.List([.. gate.Before.Select(item => (Prose)$"{item.Number}")])}"
            : $"after {gate.Before[0].Number} and {gate.Before.Length - 1} more";

    private static Prose Who(Run run, Item item)
    {
        var role = item.Role is null ? Prose.Empty : $"{item.Role} only";
        var quorum = item.Quorum > 1 ? (Prose)$"{run[item].Tickers} of {item.Quorum} people" : Prose.Empty;
        return Prose.Join(" · ", [role, quorum]);
    }

    private static Prose Done(Run run, Item item)
    {
        var state = run[item];
        var (by, at) = state.SettledBy!.Value;
        var note = state.Ticks.LastOrDefault()?.Text is { } text ? (Prose)$": \"{text}\"" : Prose.Empty;
        var made = state.LastAttempt?.Ending is { Outcome: Outcome.Succeeded } ending ? Made(ending) : Prose.Empty;
        var warning = state.LastAttempt?.Ending is { Outcome: Outcome.Succeeded, Warning: { } look } ? (Prose)$" · warning: {look}" : Prose.Empty;
        var glass = Glass(run, item) is { IsEmpty: false } broken ? (Prose)$" · {broken}" : Prose.Empty;
        return $"done {at} by {by}{note}{made}{warning}{glass}";
    }

    /// <summary>The size is the backup's; of several files of which none is known for one, all there is to say is how many.</summary>
    private static Prose Made(Ending ending) => ending switch
    {
        { Backup: { } file } => $" · {(Prose)Durations.Size(file.Bytes)}{(Prose)(file.Proof is null ? "" : ", proven")}",
        { Artefacts: { IsEmpty: false } files } => $" · {Durations.Count(files.Length, "file")}",
        _ => Prose.Empty,
    };

    /// <summary>On the board only the newest tick keeps its Undo.</summary>
    private static ImmutableArray<Button> DoneButtons(RunView view, Item item, bool whole)
    {
        var run = view.Run;
        var undo = run[item].Ticks.Length > 0 && IsCurrent(run, item) && (whole || IsNewestTick(run, item));
        return [.. whole && run[item].LastAttempt?.Ending is not null ? Output(run, item) : [], .. undo ? [Buttons.Undo(run, item)] : ImmutableArray<Button>.Empty];
    }

    /// <summary>What it printed; words to people print nothing.</summary>
    public static ImmutableArray<Button> Output(Run run, Item item) => run.IsSpoken(item) ? [] : [Buttons.FullOutput(run, item)];

    /// <summary>What one line marked is one tick: all of it can be undone, until something else is marked.</summary>
    private static bool IsNewestTick(Run run, Item item)
    {
        var newest = run.Items.Values.Where(state => state.Ticks.Length > 0).MaxBy(state => state.Version);
        while (newest is { FollowsTick: true } && newest.Version > run[item].Version)
            newest = run.Items.Values.FirstOrDefault(state => state.Ticks.Length > 0 && state.Version == newest.Version - 1);
        return newest is not null && newest.Version == run[item].Version;
    }

    private static bool IsCurrent(Run run, Item item) =>
        !run.IsOver && !run.IsAhead(item) && run.Runbook.RollbackSteps.Contains(item) == (run.Status == RunStatus.RollingBack);

    /// <summary>What a restore would restore and what would be lost, before its button.</summary>
    private static ImmutableArray<Prose> BoundBackup(Run run, Item item) => CommandBinding.BoundFile(run, item) is { } bound
        ?
        [
            $"{bound.File.Path} of {bound.Step.Number} · {(Prose)Durations.Size(bound.File.Bytes)} · sha256 {(Prose)Durations.Digest(bound.File.Sha256)}",
            $"Entries made after {bound.File.MadeAt} would be lost.",
        ]
        : [];
}
