using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Answers a page: somebody is on it.</summary>
internal sealed class AckVerb() : RunVerb("ack", VerbGroup.Trouble, "you are on it")
{
    public override string Operands => "[ALERT]";

    public override string Help => "ack";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Acknowledge];

    protected override bool StandsAlone => true;

    protected override Command? Read(TypedLine line, LineContext context) =>
        line.Rest.Length == 0 ? new Command.Acknowledge() : AlertNumber.Read(line.First) is { } number ? new Command.Acknowledge(number) : null;

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Acknowledge((about.Target as ButtonTarget.OfAlert)?.Alert);

    protected override string Example(string about) => "";
}
