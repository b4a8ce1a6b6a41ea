using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Starts a scheduled run now.</summary>
internal sealed class BeginVerb() : RunVerb("begin", VerbGroup.Plan, "start a scheduled run now")
{
    public override ImmutableArray<Verb> ButtonKinds => [Verb.Begin];

    protected override Command Read(TypedLine line, LineContext context) => new Command.Begin();

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Begin();
}
