using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Writes a note into the log of the run.</summary>
internal sealed class NoteVerb() : RunVerb("note", VerbGroup.People, "write a note")
{
    public override string Operands => "TEXT";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.Note];

    protected override Command Read(TypedLine line, LineContext context) => new Command.WriteNote(line.Rest);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.WriteNote(inputs.GetValueOrDefault(DialogFields.Reason, ""));

    public override Question Ask(DialogContext context, Button button) => DialogParts.Simple(
        "Write a note", $"Everyone in the channel can read it. It stays in the log of run {context.Run.Id}.", button, "Write the note", DialogParts.Text("Note", hint: null));
}
