using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Says who decides about a step that failed.</summary>
internal sealed class TakeVerb() : ItemVerb("take", VerbGroup.Steps, "you decide about a failed step")
{
    public override string Operands => "ITEM";

    public override string Help => "take 2.2.2";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.TakeDecision];

    protected override Command Read(TypedLine line, LineContext context) => new Command.TakeDecision(line.First);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.TakeDecision(NameIn(about));
}
