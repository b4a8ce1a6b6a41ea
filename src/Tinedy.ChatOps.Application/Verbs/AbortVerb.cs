using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Ends a run without signatures.</summary>
internal sealed class AbortVerb() : RunVerb("abort", VerbGroup.Careful, "end the run; asks first")
{
    public override string Operands => "ID REASON";

    public override string Help => "abort (both ask first)";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Abort];

    protected override Func<Run, Button> AskedAlone => Buttons.Abort;

    protected override Command Read(TypedLine line, LineContext context) => new Command.Abort(line.First, line.Behind);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Abort(inputs.GetValueOrDefault(DialogFields.TypedId, ""), inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button)
    {
        var run = context.Run;
        var title = Buttons.Label("Abort", run.ShortId);
        return DialogParts.Simple(title, $"Ends run {run.Id} without signatures. Nothing is undone. {run.Environment} is free afterwards.", button, title,
            DialogParts.TypedId(run), DialogParts.Text("Reason")) with
        { Danger = true };
    }

    public override bool Works(DialogContext context) => Accepts(context, context.Run.ShortId);
}
