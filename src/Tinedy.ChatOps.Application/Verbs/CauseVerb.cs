using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Notes why a run had to go back.</summary>
internal sealed class CauseVerb() : RunVerb("cause", VerbGroup.Careful, "note the cause of a rollback")
{
    public override string Operands => "TEXT";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.NoteCause];

    protected override Command Read(TypedLine line, LineContext context) => new Command.NoteCause(line.Rest);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.NoteCause(inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button) => DialogParts.Simple(
        "Note the cause", $"Why did run {context.Run.Id} have to go back? {context.Run.Environment} can be unlocked afterwards.", button, "Note the cause", DialogParts.Text("Cause"));
}
