using System.Collections.Immutable;
using System.Globalization;
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

    protected override Command Read(TypedLine line, LineContext context) =>
        line.Rest.Length == 0 ? new Command.Acknowledge()
        : AlertNumber.Read(line.Rest) is { } number ? new Command.Acknowledge(number)
        : new Command.Acknowledge { Named = line.Rest };

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Acknowledge((about.Target as ButtonTarget.OfAlert)?.Alert);

    public override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) => context.Run.Alerts
        .Where(alert => DecisionPreview.Refuses(context, new Command.Acknowledge(alert.Number)) is null)
        .Select(alert => (alert.Number.ToString(CultureInfo.InvariantCulture), alert.Symptom));

    public override bool Works(DialogContext context) => Operable(context).Any();

    protected override string Example(string about) => "";
}
