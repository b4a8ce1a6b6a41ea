using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Goes on with a journal that is not the one that was known.</summary>
internal sealed class AcceptJournalVerb() : RunVerb("accept-journal", VerbGroup.Careful, "go on with the journal as it is now, with a reason")
{
    public override string Operands => "REASON";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.AcceptJournal];

    protected override Command Read(TypedLine line, LineContext context) => new Command.AcceptJournal(line.Rest);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.AcceptJournal(inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button) => DialogParts.Simple(
        "Accept the journal", $"Run {context.Run.Id} goes on from entry {context.Run.Seq}. What it had behind that, and is not there now, is lost. Your name and reason stay in the journal.", button,
        "Accept the journal", DialogParts.Text("What happened, and what did you look at?")) with
    { Danger = true };
}
