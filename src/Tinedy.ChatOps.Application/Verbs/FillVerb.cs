using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Fills in a field of the paper, or chooses who a contact is: "fill Scheduled Date: 2026-12-01".</summary>
internal sealed class FillVerb() : RunVerb("fill", VerbGroup.People, "fill in a field")
{
    public override string Operands => "LABEL: VALUE";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Fill];

    public override string WordsField => DialogFields.Value;

    /// <summary>A label of the paper may have a colon in it.</summary>
    protected override Command? Read(TypedLine line, LineContext context)
    {
        if (!line.Rest.Contains(':', StringComparison.Ordinal)) return null;
        return RunbookNames.FieldAndValue(context.Run.Runbook, line.Rest) switch
        {
            NameMatch<Field>.One one => new Command.Fill(one.Found.Label, one.Behind),
            var other => new Command.Fill(other.Typed, other.Behind),
        };
    }

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Fill(inputs.GetValueOrDefault(DialogFields.Label, about.Target.Name ?? ""), inputs.GetValueOrDefault(DialogFields.Value, ""));

    public override Question Ask(DialogContext context, Button button)
    {
        if (button.Target.Name is { } contact)
            return DialogParts.Simple(Buttons.Label("Choose", contact), $"Who is the contact {contact} for run {context.Run.Id}?", button, "Choose",
                new Input(DialogFields.Value, "Person", Required: true, [.. context.Access.People.Select(person => new Choice(person.Name, "@" + person.Name))]));
        var labels = Blanks(context.Run).Select(field => new Choice(field.Label, field.Label));
        return DialogParts.Simple("Fill in a field", $"The filled-in checklist of run {context.Run.Id} shows it.", button, "Fill in",
            new Input(DialogFields.Label, "Field", Required: true, [.. labels]), new Input(DialogFields.Value, "Value", Required: true, []));
    }

    public override IEnumerable<(string Field, string Value)[]> Choosable(DialogContext context, Button button) =>
        from label in button.Target.Name is { } contact ? [contact] : Blanks(context.Run).Select(field => field.Label)
        from person in context.Access.People.Take(1)
        select new[] { (DialogFields.Label, label), (DialogFields.Value, person.Name) };

    public override bool IsAboutAName => true;

    public override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) =>
        context.Run.IsOver ? [] : Blanks(context.Run).Where(field => !context.Run.Fields.ContainsKey(field.Label)).Select(field => (field.Label + ":", context.Run.Runbook.HasContact(field.Label) ? "who it is" : "fill it in"));

    public override bool Works(DialogContext context) => !context.Run.IsOver && context.Run.Runbook.Information.Concat(context.Run.Runbook.Contacts).Any();

    /// <summary>Fields that a run can fill in.</summary>
    private static IEnumerable<Field> Blanks(Run run) => run.Runbook.Information.Where(field => field.Value is null).Concat(run.Runbook.Contacts);
}
