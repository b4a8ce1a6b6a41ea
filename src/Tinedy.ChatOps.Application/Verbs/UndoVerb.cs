using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Takes back a tick or a skip.</summary>
internal sealed class UndoVerb() : ItemVerb("undo", VerbGroup.Items, "take back your tick")
{
    public override string Operands => "ITEM";

    public override string Help => "undo 1.2.2";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Undo];

    protected override bool TakesSeveral => true;

    protected override Command Read(TypedLine line, LineContext context) => new Command.Undo(line.First);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Undo(NameIn(about));

    protected override Question Ask(DialogContext context, Button button, Item item) => DialogParts.Simple(
        $"Undo {item.Number}", $"{Refusals.Named(item)} will be open again. Signatures over it become void, and the board says so.", button, $"Undo {item.Number}");
}
