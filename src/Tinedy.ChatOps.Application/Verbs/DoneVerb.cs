using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Marks items done.</summary>
internal sealed class DoneVerb() : ItemVerb("done", VerbGroup.Items, "mark an item done")
{
    public override ImmutableArray<string> OtherNames => ["check"];

    public override string Operands => "ITEM [NOTE]";

    public override string Help => "done 1.2.2 (or check)";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.MarkDone];

    protected override bool TakesSeveral => true;

    protected override Command Read(TypedLine line, LineContext context) => new Command.Tick(line.First, line.Behind);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Tick(NameIn(about), inputs.GetValueOrDefault(DialogFields.Reason, ""));

    protected override Question Ask(DialogContext context, Button button, Item item) => DialogParts.Simple(
        $"Mark done {item.Number}", $"{Refusals.Named(item)} runs a command. Marking it done by hand is shown to everyone who signs.", button,
        $"Mark done {item.Number}", DialogParts.Text("How was it done?"));
}
