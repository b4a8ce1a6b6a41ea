using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// What follows from accepted events without anybody asking: a signature whose content has changed is void, the last
/// signature completes the run, the last rollback step ends the rollback. Decided here for every command alike.
/// </summary>
internal static class Consequences
{
    public static Verdict.Accepted Follow(Run run, Verdict.Accepted accepted, Actor by, AccessDirectory access, DateTimeOffset now)
    {
        var events = accepted.Events;
        var after = Fold(run, events, by, now);

        var voided = Void(after, events);
        events = events.AddRange(voided);
        after = Fold(after, voided, by, now);

        // One may bring the next: a call is answered, so its step ends, so another starts, and that one may be said and done at once.
        for (var next = Next(run, after, access, now); !next.IsEmpty; next = Next(run, after, access, now))
        {
            events = events.AddRange(next);
            after = Fold(after, next, by, now);
        }
        if (End(after) is { } end) events = events.Add(end);
        return new(events);
    }

    private static ImmutableArray<RunEvent> Next(Run before, Run after, AccessDirectory access, DateTimeOffset now)
    {
        if (Calls(before, after, access, now) is { IsEmpty: false } calls) return calls;
        if (MessageRules.Ends(after, now) is { IsEmpty: false } ends) return ends;
        return StepRules.Onward(after, access, now);
    }

    /// <summary>Whoever raises an alert has also called whoever is called at once: that must not wait for a clock.</summary>
    private static ImmutableArray<RunEvent> Calls(Run before, Run after, AccessDirectory access, DateTimeOffset now) => after.Alerts.Length == before.Alerts.Length
        ? []
        : [.. Agenda.Due(after, access, now).Where(due => due is RunEvent.Paged paged && paged.Alert > before.Alerts.Length)];

    private static ImmutableArray<RunEvent> Void(Run after, ImmutableArray<RunEvent> because)
    {
        if (after.Signatures.IsEmpty) return [];
        var content = ContentHash.Of(after);
        return [.. after.Signatures.Values
            .Where(signature => signature.Content != content)
            .OrderBy(signature => signature.At)
            .Select(signature => new RunEvent.SignOffVoided(signature.Role, Why(after, because[0])))];
    }

    private static string Why(Run run, RunEvent because) => because switch
    {
        RunEvent.ItemUndone e => $"{run.Runbook.Find(e.Item)!.Number} was undone",
        RunEvent.ItemSkipped e => $"{run.Runbook.Find(e.Item)!.Number} was skipped",
        RunEvent.ItemTicked e => $"{run.Runbook.Find(e.Item)!.Number} was marked done again",
        RunEvent.TargetChanged => $"the settings of {run.Environment} changed",
        _ => "what was signed changed",
    };

    private static RunEvent? End(Run run) => run.Status switch
    {
        RunStatus.Running when run.AllItemsSettled && run.OpenAlert is null && run.Runbook.SignOffs.All(line => run.Signatures.ContainsKey(line.Role)) => new RunEvent.Completed(),
        RunStatus.RollingBack when run.Runbook.RollbackSteps.All(run.IsSettled) && !run.RunningSteps.Any() => new RunEvent.RolledBack(),
        _ => null,
    };

    public static Run Fold(Run run, ImmutableArray<RunEvent> events, Actor by, DateTimeOffset now)
    {
        foreach (var happens in events) run = run.Apply(new(run.Id.Number, run.Seq + 1, now, by, happens));
        return run;
    }
}
