using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Raises an alert: "raise 3 queries are slow", "raise Performance degradation > 50%: queries are slow".</summary>
internal sealed class RaiseVerb() : RunVerb("raise", VerbGroup.Trouble, "raise an alert")
{
    public override string Operands => "CRITERION WHAT YOU SEE";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Raise];

    protected override Command Read(TypedLine line, LineContext context) =>
        RunbookNames.CriterionAndText(context.Run.Runbook, line.Rest) switch
        {
            NameMatch<Item>.One one => new Command.Raise(one.Found.Key.Value, one.Behind),
            var other => new Command.Raise(other.Typed, other.Behind),
        };

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Raise(inputs.GetValueOrDefault(DialogFields.Choice, ""), inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button) => DialogParts.Simple(
        "Raise an alert", $"Holds every step of run {context.Run.Id} and pages the emergency contacts until somebody answers.", button, "Raise the alert",
        new Input(DialogFields.Choice, "Which criterion is met?", Required: true, [.. Raisable(context.Run).Select(item => new Choice(item.Key.Value, $"{item.Number} {item.Text}"))]),
        DialogParts.Line("What do you see, in one line?", "A number, what it was before, since when.")) with
    { Danger = true };

    public override IEnumerable<(string Field, string Value)[]> Choosable(DialogContext context, Button button) =>
        Raisable(context.Run).Select(criterion => new[] { (DialogFields.Choice, criterion.Key.Value) });

    public override bool IsAboutAName => true;

    public override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) =>
        Raisable(context.Run).Where(criterion => Accepts(context, criterion.Text + ":")).Select(criterion => (criterion.Text + ":", $"raise {criterion.Number}"));

    public override bool Works(DialogContext context) => Accepts(context, "1");

    /// <summary>Criteria that are not raised already.</summary>
    private static IEnumerable<Item> Raisable(Run run) =>
        run.Runbook.Criteria.Where(criterion => !run.Alerts.Any(alert => alert.HoldsSteps && alert.About == criterion.Key));
}
