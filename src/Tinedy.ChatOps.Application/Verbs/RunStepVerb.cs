using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Starts a step.</summary>
internal sealed class RunStepVerb() : ItemVerb("run", VerbGroup.Steps, "start a step")
{
    public override string Operands => "ITEM";

    public override string Help => "run 2.2.2";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Run];

    protected override Command Read(TypedLine line, LineContext context) => new Command.RunStep(line.First);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.RunStep(NameIn(about), EntryOf(about));

    protected override Question Ask(DialogContext context, Button button, Item item)
    {
        if (context.Run.IsSpoken(item)) return StepDialog.For(context, button, item, $"Send {item.Number}", "Send", []);
        var where = Buttons.Label("Run on", context.Run.Environment);
        return StepDialog.For(context, button, item, $"Run {item.Number}", where is "Run on" ? "Run" : where, []);
    }
}
