using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Writes to stakeholders.</summary>
internal sealed class TellVerb() : RunVerb("tell", VerbGroup.People, "tell stakeholders; asks first")
{
    public override string Operands => "WHAT STAKEHOLDERS READ";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Tell];

    protected override Func<Run, Button> AskedAlone => Buttons.Tell;

    protected override Command Read(TypedLine line, LineContext context) => new Command.Tell(null, line.Rest);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Tell(null, inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button)
    {
        var draft = Stakeholders.Draft(context.Run, context.Access, Stakeholders.Suggested(context.Run), context.Now);
        return DialogParts.Simple("Tell stakeholders", $"It goes as it stands here to {Prose.List([.. Addresses(context).Select(to => (Prose)$"{to}")])}.", button, "Send",
            DialogParts.Text("Message", "What they notice, what to do, when you write next.") with { Initial = draft });
    }

    /// <summary>Whom it reaches.</summary>
    public static ImmutableArray<string> Addresses(DialogContext context) => context.Access.Environment(context.Run.Environment)?.Stakeholders ?? [];
}
