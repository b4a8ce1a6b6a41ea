using System.Globalization;
using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Ends an alert that was none, with a reason.</summary>
internal sealed class FalseAlarmVerb() : RunVerb("false-alarm", VerbGroup.Trouble, "end an alert, with a reason")
{
    public override string Operands => "[ALERT] REASON";

    public override string Help => "false-alarm REASON";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.FalseAlarm];

    protected override Command Read(TypedLine line, LineContext context) =>
        AlertNumber.Read(line.First) is { } alert ? new Command.FalseAlarm(alert, line.Behind)
        : AlertNames.BeforeAColon(context.Run, line.Rest) is var (named, reason) ? new Command.FalseAlarm(null, reason) { Named = named }
        : new Command.FalseAlarm(null, line.Rest);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.FalseAlarm((about.Target as ButtonTarget.OfAlert)?.Alert, inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button) => DialogParts.Simple(
        "False alarm", $"Alert {button.Target.Name} ends, steps can start again. Your name and reason are shown to everyone who signs.", button, "False alarm", DialogParts.Text("How do you know?"));

    public override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) => context.Run.Alerts
        .Where(alert => DecisionPreview.Refuses(context, new Command.FalseAlarm(alert.Number, LongEnough)) is null)
        .Select(alert => (alert.Number.ToString(CultureInfo.InvariantCulture), alert.Symptom));

    public override bool Works(DialogContext context) => Operable(context).Any();

    protected override string Example(string about) => LongEnough;
}
