using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Calls somebody: "page DevOps Lead: the disk is full", "page @devops the disk is full".</summary>
internal sealed class PageVerb() : RunVerb("page", VerbGroup.Trouble, "call an emergency contact")
{
    public override string Operands => "CONTACT: WHAT IS WRONG";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Page];

    /// <summary>A label or a name may have several words.</summary>
    protected override Command Read(TypedLine line, LineContext context) => AccessDirectory.CalledAndText(context.Run.Runbook, context.Access, line.Rest) switch
    {
        NameMatch<string>.One one => new Command.Page(one.Found, one.Behind),
        var other => new Command.Page(other.Typed, other.Behind),
    };

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Page(inputs.GetValueOrDefault(DialogFields.Choice, ""), inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button)
    {
        var policy = context.Access.Paging;
        return DialogParts.Simple("Page someone", $"They are called now. Without an answer their next means follows after {policy.NextMeans}, the next contact after {policy.NextContact}.", button, "Page",
            new Input(DialogFields.Choice, "Who", Required: true, [.. Callable(context)]), DialogParts.Line("What is wrong, in one line?", "It is read first, on a phone."));
    }

    public override IEnumerable<(string Field, string Value)[]> Choosable(DialogContext context, Button button) =>
        Callable(context).Select(choice => new[] { (DialogFields.Choice, choice.Value) });

    public override bool IsAboutAName => true;

    public override IEnumerable<(string Text, string Hint)> Operable(DialogContext context) =>
        Callable(context).Where(choice => Accepts(context, choice.Value + ":")).Select(choice => (choice.Value + ":", choice.Label));

    public override bool Works(DialogContext context) => context.Run.GoesOn;

    private static IEnumerable<Choice> Callable(DialogContext context) => EscalationPlanner.For(context.Run, context.Access).Rungs.DistinctBy(rung => rung.Person)
        .Select(rung => new Choice(rung.Contact == "operator" ? rung.Person : rung.Contact, $"{rung.Contact}: @{rung.Person}"));
}
