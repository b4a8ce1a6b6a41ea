using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Tries whether the contacts can be reached.</summary>
internal sealed class DrillVerb() : RunVerb("drill", VerbGroup.Trouble, "try whether the contacts can be reached")
{
    public override ImmutableArray<Verb> ButtonKinds => [Verb.Drill];

    protected override Command Read(TypedLine line, LineContext context) => new Command.Drill();

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Drill();

    public override Question Ask(DialogContext context, Button button) => DialogParts.Simple(
        "Drill", $"Pages every emergency contact of run {context.Run.Id} as a rehearsal: each is asked to answer. Nothing is held.", button, "Start the drill");
}
