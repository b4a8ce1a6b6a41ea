using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Calendar;

/// <summary>What a scheduled run lacks for beginning by itself, and who owes it.</summary>
public static class Readiness
{
    /// <summary>After this long, or behind its window, a run does not begin by itself any more: whoever waited for it may have gone to bed.</summary>
    public static readonly TimeSpan MostLate = TimeSpan.FromMinutes(15);

    /// <summary>What is missing whatever the hour: preparation, holders, contacts, an open alert.</summary>
    public static IEnumerable<Prose> Missing(Run run, AccessDirectory access)
    {
        var open = Open(run).ToList();
        if (open.Count > 0)
            yield return $"{Prose.List([.. open.Take(TextLimits.Named).Select(item => (Prose)$"{item.Number}"), .. More(open)])} {(Prose)(open.Count == 1 ? "is" : "are")} open in phase {run.Preparation!.Number}";
        foreach (var gap in Gaps.Of(run, access)) yield return gap.Short;
        if (run.OpenAlert is { } alert) yield return $"alert {alert.Number} is open";
    }

    /// <summary>Everything that is missing at a moment; empty: it can begin.</summary>
    /// <param name="heldBy">The run that holds the environment; null: it is free.</param>
    public static ImmutableArray<Prose> Missing(Run run, AccessDirectory access, DateTimeOffset now, RunId? heldBy)
    {
        var appointment = run.Appointment!;
        var missing = ImmutableArray.CreateBuilder<Prose>();
        missing.AddRange(Missing(run, access));
        if (access.Calendar.FreezeOf(run.Environment, now) is { } freeze) missing.Add($"{run.Environment} is frozen until {freeze.Ends}: \"{freeze.Why}\"");
        if (heldBy is { } other) missing.Add($"run {other} holds {run.Environment}");
        if (now - appointment.At > MostLate || appointment.Closes <= now) missing.Add($"nobody looked at its moment, and {now - appointment.At} later is too late for beginning alone");
        return missing.ToImmutable();
    }

    /// <summary>
    /// Who still owes something, and what: the holders of an item's role; operators for a step and for what is missing in the settings.
    /// An item that anybody may tick is owed by the operators as well, for they scheduled the run.
    /// </summary>
    public static IEnumerable<(Person Person, ImmutableArray<Prose> Owes)> Owing(Run run, AccessDirectory access)
    {
        var operators = access.OperatorsOf(run.Environment);
        var debts = Open(run).SelectMany(item => Debtors(run, access, item).Select(person => (person, What: Refusals.Named(item))))
            .Concat(Gaps.Of(run, access).SelectMany(gap => operators.Select(person => (person, What: gap.Short))));
        return debts.GroupBy(debt => debt.person, debt => debt.What).Select(of => (of.Key, of.ToImmutableArray()));
    }

    /// <summary>The items among them that one person owes.</summary>
    public static IEnumerable<Item> OwedBy(Person person, Run run, AccessDirectory access) => Open(run).Where(item => Debtors(run, access, item).Contains(person));

    private static ImmutableArray<Person> Debtors(Run run, AccessDirectory access, Item item) =>
        item.Role is { } role ? access.HoldersOf(run.Runbook, role) : access.OperatorsOf(run.Environment);

    private static IEnumerable<Item> Open(Run run) => (run.Preparation?.Items ?? []).Where(item => !run.IsSettled(item));

    private static IEnumerable<Prose> More(List<Item> open) => open.Count > TextLimits.Named ? [$"{open.Count - TextLimits.Named} more"] : [];
}
