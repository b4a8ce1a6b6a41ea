using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>What is seen before a step starts: the exact command, where it goes, and what would be lost.</summary>
internal static class StepDialog
{
    public static Question For(DialogContext context, Button button, Item item, string title, string submit, ImmutableArray<Input> inputs)
    {
        var binding = CommandBinding.For(context.Run, item);
        if (binding.Refused is { } refused) return refused;
        ImmutableArray<Fact> facts = context.Run.IsSpoken(item) ? [new("Sends", Reached(context, item)), .. LastTime(context.Run, item)] : OfCommand(context, item);
        // A restore overwrites what was entered since: its button looks like the rollback's.
        return new Dialog(title, $"{item.Text}", facts, binding.Command, [], inputs, button, submit, Danger: CommandBinding.BoundFile(context.Run, item) is not null);
    }

    private static ImmutableArray<Fact> OfCommand(DialogContext context, Item item)
    {
        var run = context.Run;
        var settings = context.Access.Environment(run.Environment);
        var facts = ImmutableArray.CreateBuilder<Fact>();
        facts.Add(new("Target", TargetWords.Of(run.Environment, settings)));
        facts.AddRange(Lost(run, item));
        if (settings is not null) facts.Add(new("Values", Values(settings)));
        facts.Add(new("Contract", item.Command!.Contract == Contract.Once ? (Prose)$"once: no second start without a decision" : $"idempotent: may run again"));
        if (run.Rehearsal == Rehearsal.Printed) facts.Add(new("Rehearsal", $"The command is printed, not run."));
        if (item.IsPointOfNoReturn) facts.Add(new("Careful", $"This is the point of no return: going back costs more than going on afterwards."));
        facts.Add(new("Stopped", $"after {item.Command.Timeout}"));
        if (context.Forecast.Of(item)?.Rehearsed is { } rehearsed) facts.Add(new("Rehearsed", $"{rehearsed}"));
        facts.Add(new("Usually", context.Forecast.Usually(item) is { } usual ? (Prose)$"{usual.Median} ({Durations.Count(usual.Runs, "run")})" : $"no earlier run"));
        facts.AddRange(LastTime(run, item));
        return facts.ToImmutable();
    }

    /// <summary>What a restore goes back to and what that costs, directly below what it overwrites.</summary>
    private static ImmutableArray<Fact> Lost(Run run, Item item) => CommandBinding.BoundFile(run, item) is { } bound
        ?
        [
            new("Backup", $"{bound.File.Path}, {(Prose)Durations.Size(bound.File.Bytes)} of {bound.File.MadeAt}, sha256 {(Prose)Durations.Digest(bound.File.Sha256)}"),
            new("Loss", $"Entries made after {bound.File.MadeAt} would be lost."),
        ]
        : [];

    private static ImmutableArray<Fact> LastTime(Run run, Item item) =>
        run[item].LastAttempt is { Ending: not null } last ? [new("Last time", Endings.Say(last))] : [];

    /// <summary>Whom the words of a step reach that speaks to people.</summary>
    private static Prose Reached(DialogContext context, Item item) => item.Command! switch
    {
        { Kind: CommandKind.Page } block => EscalationPlanner.For(context.Run, context.Access, block.To).Rungs.Select(rung => rung.Person).Distinct().ToList() is { Count: > 0 } people
            ? $"a page to {Prose.Join(", then ", people.Select(name => context.Access.Naming(name)))}, until somebody answers"
            : (Prose)$"a page, and nobody can be called",
        { To: CommandBlock.Stakeholders } => TellVerb.Addresses(context) is { IsEmpty: false } addresses
            ? Prose.Join(", ", addresses.Select(to => (Prose)$"{to}"))
            : $"a message to stakeholders, and there are none",
        _ => $"a message to the channels of the run",
    };

    private static Prose Values(EnvironmentSettings settings)
    {
        var names = settings.Variables.Keys.Select(name => (Prose)$"{name}").Concat(settings.Secrets.Keys.Select(name => (Prose)$"{name} (secret, hidden)")).ToList();
        return names.Count == 0 ? $"none" : Prose.Join(", ", names);
    }
}
