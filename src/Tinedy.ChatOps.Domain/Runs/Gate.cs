using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>
/// What must be settled before an item may be. Document order is the order of the gates:
/// <list type="number">
/// <item>a phase waits for the phase before it;</item>
/// <item>a step waits for every earlier step, and for everything before it in its phase;</item>
/// <item>a step waits for any step that is running, also for one that a rollback is stopping: never two commands at once;</item>
/// <item>a step of the rollback waits for any forward step whose end nobody knows, unless the rollback was confirmed beside it;</item>
/// <item>a manual item waits for the steps before it in its phase; the one right behind a step may be ticked while
/// that step runs: it is there to watch. A point of no return is never that: it waits for the step's end.</item>
/// </list>
/// An operator may break the glass: then only a running step is waited for.
/// The first of several phases is preparation: there, only steps wait, and only for earlier steps.
/// </summary>
/// <param name="Phase">The earlier phase that is still open; null when the item waits within its own.</param>
/// <param name="Before">The open items, in document order. Empty: nothing is in the way.</param>
public sealed record Gate(Phase? Phase, ImmutableArray<Item> Before)
{
    public static Gate None { get; } = new(null, []);

    public bool IsOpen => Before.IsEmpty;

    public static Gate For(Run run, Item item)
    {
        var gate = run[item].Glass is null ? InOrder(run, item) : None;
        if (!gate.IsOpen || !item.IsStep) return gate;
        return new(null, [.. run.RunningSteps.Where(other => other != item)]);
    }

    private static Gate InOrder(Run run, Item item)
    {
        if (run.Runbook.RollbackSteps.Contains(item))
            return new(null, [.. item.IsStep ? run.StillWriting : [], .. Open(run, run.Runbook.RollbackSteps.TakeWhile(earlier => earlier != item))]);

        var phase = run.Runbook.PhaseOf(item.Key)!;
        foreach (var earlier in run.Runbook.Phases.TakeWhile(other => other != phase))
            if (Open(run, earlier.Items) is { IsEmpty: false } open) return new(earlier, open);

        var before = phase.Items.TakeWhile(other => other != item).ToList();
        var isPreparation = phase == run.Preparation;
        return new(null, Open(run, (item.IsStep, isPreparation) switch
        {
            (true, true) => before.Where(other => other.IsStep),
            (true, false) => before,
            (false, true) => [],
            (false, false) => before.Where(other => other.IsStep && (item.IsPointOfNoReturn || !IsWatchedBy(run, other, before))),
        }));
    }

    private static bool IsWatchedBy(Run run, Item step, List<Item> before) => before[^1] == step && run.StatusOf(step) == ItemStatus.Running && !run.WaitsForRunner(step);

    private static ImmutableArray<Item> Open(Run run, IEnumerable<Item> items) => [.. items.Where(item => !run.IsSettled(item))];
}
