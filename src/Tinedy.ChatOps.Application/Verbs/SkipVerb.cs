using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Leaves items out, with a reason.</summary>
internal sealed class SkipVerb() : ItemVerb("skip", VerbGroup.Items, "skip an item, with a reason")
{
    public override string Operands => "ITEM REASON";

    public override string Help => "skip 1.2.2 REASON";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Skip];

    protected override bool TakesSeveral => true;

    /// <remarks>Otherwise nobody could skip two as they mark two done.</remarks>
    protected override bool NeedsWords => true;

    protected override Command Read(TypedLine line, LineContext context) => new Command.Skip(line.First, line.Behind);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Skip(NameIn(about), inputs.GetValueOrDefault(DialogFields.Reason, ""), EntryOf(about));

    protected override Question Ask(DialogContext context, Button button, Item item) => DialogParts.Simple(
        $"Skip {item.Number}", $"{Refusals.Named(item)}. Your name and reason are shown to everyone who signs.", button, $"Skip {item.Number}", DialogParts.Text("Reason"));
}
