using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Answers for what the paper had ticked: one look at each of them, and one sentence for all.</summary>
internal sealed class AcceptTicksVerb() : RunVerb("accept-ticks", VerbGroup.Items, "answer for what the paper had ticked")
{
    public override string Help => "accept-ticks (what the paper had ticked)";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.AcceptPaper];

    protected override Command Read(TypedLine line, LineContext context) => new Command.AcceptPaper();

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.AcceptPaper();

    public override Question Ask(DialogContext context, Button button)
    {
        var items = context.Run.TickedOnPaper.ToList();
        return DialogParts.Simple("Accept ticks", $"The paper had these ticked, by whom unknown. You answer for them by your name, and each can be undone.", button,
            $"Accept {Durations.Count(items.Count, "tick")}") with
        {
            Rows = [.. items.Select(item => Row.Of($"on-paper/{item.Key}", Mark.Open, Refusals.Named(item)))],
        };
    }
}
