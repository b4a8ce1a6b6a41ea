using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>A verb about items: "done 1.1.4, 1.1.5: both by me", "skip 1.3.5 in staging on Friday".</summary>
internal abstract class ItemVerb(string name, VerbGroup group, string hint) : RunVerb(name, group, hint)
{
    /// <summary>A line may name several items; each is an act of its own.</summary>
    protected virtual bool TakesSeveral => false;

    /// <summary>Something is to be said behind the item.</summary>
    private bool TakesText => Operands.Contains(' ', StringComparison.Ordinal);

    /// <summary>Where several items are named, what follows them belongs to all of them and cannot be in doubt.</summary>
    protected virtual bool NeedsWords => false;

    public sealed override (ImmutableArray<Command> Commands, Refusal? Why) ToCommands(TypedLine line, LineContext context)
    {
        var list = ItemList.Read(line.Rest, context.Run.Runbook);
        if (list.Between is not null) return ([], NotUnderstood(ItemList.Ranged(line.Verb, list)));
        if (!TakesSeveral && list.Items.Length > 1) return ([], NotUnderstood($"Not understood: {(Prose)line.Verb} takes one item. Write a line for each."));
        if (list.Behind.Length > 0 && !TakesText) return ([], NotUnderstood($"Not understood: {(Prose)line.Verb} takes {(Prose)(TakesSeveral ? "items" : "an item")}, nothing more, and \"{list.Behind}\" stands behind it."));
        if (list.Doubt is not null && !NeedsWords) return ([], NotUnderstood(ItemList.Doubtful(line.Verb, list)));
        if (list.Items.Length > 1 && list.Items.FirstOrDefault(item => context.Run.Runbook.Find(item) is null) is { } unknown)
            return ([], new(RefusalReason.UnknownItem, ItemList.NoItem(line.Verb, list, unknown, TakesText)));
        return ([.. list.Items.Select(item => ToCommand(line with { Rest = $"{item} {list.Behind}".Trim() }, context)).OfType<Command>()], null);
    }

    public sealed override Question Ask(DialogContext context, Button button) =>
        context.Run.Runbook.Find(new ItemKey(NameIn(button))) is { } item
            ? Ask(context, button, item)
            : Refusals.UnknownItem($"Not done", NameIn(button), context.Run.Runbook);

    protected virtual Question Ask(DialogContext context, Button button, Item item) => base.Ask(context, button);

    public sealed override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) =>
        context.Run.Runbook.Tickable.Where(item => Accepts(context, item.Number)).Select(item => (item.Number, item.Text));

    public sealed override bool Works(DialogContext context) => Operable(context).Any();

    protected override string Example(string about) => TakesText ? base.Example(about) : about;

    /// <summary>The item as the button names it.</summary>
    protected static string NameIn(Button button) => ((ButtonTarget.OfItem)button.Target).Item.Value;

    /// <summary>What the person had seen of the item when they pressed.</summary>
    protected static int EntryOf(Button button) => ((ButtonTarget.OfItem)button.Target).Entry;

    private static Refusal NotUnderstood(Prose text) => new(RefusalReason.NotUnderstood, text);
}
