using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Frees an environment that a rollback left locked.</summary>
internal sealed class UnlockVerb() : RunVerb("unlock", VerbGroup.Careful, "free the environment")
{
    public override ImmutableArray<Verb> ButtonKinds => [Verb.Unlock];

    protected override Command Read(TypedLine line, LineContext context) => new Command.Unlock();

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Unlock();

    public override Question Ask(DialogContext context, Button button)
    {
        var title = Buttons.Label("Unlock", context.Run.Environment);
        return DialogParts.Simple(title, $"New runs can start on {context.Run.Environment} afterwards.", button, title);
    }
}
