using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Passes a gate that is not met, with a reason.</summary>
internal sealed class BreakGlassVerb() : ItemVerb("break-glass", VerbGroup.Careful, "pass a gate that is not met, with a reason")
{
    public override string Operands => "ITEM REASON";

    public override string Help => "break-glass 2.2.2 REASON";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.BreakGlass];

    protected override Command Read(TypedLine line, LineContext context) => new Command.BreakGlass(line.First, line.Behind);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.BreakGlass(NameIn(about), inputs.GetValueOrDefault(DialogFields.Reason, ""));

    protected override Question Ask(DialogContext context, Button button, Item item) => DialogParts.Simple(
        $"Break glass {item.Number}", $"{Refusals.Named(item)} goes before what it waits for. Everyone with a role is told. It stays red in the evidence.", button,
        "Break the glass", DialogParts.Text("Reason")) with
    { Danger = true };
}
