using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Stops a running step.</summary>
internal sealed class CancelVerb() : ItemVerb("cancel", VerbGroup.Steps, "stop a running step")
{
    public override string Operands => "ITEM";

    public override string Help => "cancel 2.2.2";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Cancel];

    protected override Command Read(TypedLine line, LineContext context) => new Command.Cancel(line.First);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Cancel(NameIn(about), EntryOf(about));

    protected override Question Ask(DialogContext context, Button button, Item item) => DialogParts.Simple(
        $"Cancel {item.Number}", $"{Refusals.Named(item)} is asked to stop, then made to. What it has done stays done.", button, $"Cancel {item.Number}") with
    { Danger = true };
}
