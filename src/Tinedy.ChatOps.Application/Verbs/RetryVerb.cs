using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Starts a failed step again.</summary>
internal sealed class RetryVerb() : ItemVerb("retry", VerbGroup.Steps, "start a failed step again")
{
    public override string Operands => "ITEM WHAT YOU SAW";

    public override string Help => "retry 2.2.2 WHAT YOU SAW";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Retry];

    protected override Command Read(TypedLine line, LineContext context) => new Command.Retry(line.First, line.Behind);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Retry(NameIn(about), inputs.GetValueOrDefault(DialogFields.Reason, ""), EntryOf(about));

    protected override Question Ask(DialogContext context, Button button, Item item) => StepDialog.For(context, button, item, $"Retry {item.Number}", $"Retry {item.Number}",
        item.Command!.Contract == Contract.Once ? [DialogParts.Text("What did you see?")] : []);
}
