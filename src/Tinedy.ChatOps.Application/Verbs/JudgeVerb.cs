using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Answers how a step ended whose end nobody saw.</summary>
internal sealed class JudgeVerb() : ItemVerb("judge", VerbGroup.Steps, "answer an unknown outcome")
{
    public override string Operands => "ITEM done|not-done HOW YOU KNOW";

    public override string Help => "judge 2.2.2 done HOW YOU KNOW";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.JudgeDone, Verb.JudgeNotDone];

    protected override Command? Read(TypedLine line, LineContext context)
    {
        var (verdict, how) = TypedLine.Split(line.Behind);
        return verdict.ToLowerInvariant() switch
        {
            "done" => new Command.Judge(line.First, Done: true, how),
            "not-done" => new Command.Judge(line.First, Done: false, how),
            _ => null,
        };
    }

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) =>
        new Command.Judge(NameIn(about), about.Verb == Verb.JudgeDone, inputs.GetValueOrDefault(DialogFields.Reason, ""), EntryOf(about));

    protected override Question Ask(DialogContext context, Button button, Item item)
    {
        var (state, say, submit) = button.Verb == Verb.JudgeDone ? ("is done", "it was done", "It is done") : ("is not done", "it was not done", "It is not done");
        return DialogParts.Simple($"{item.Number} {state}", $"{Refusals.Named(item)}: you say {(Prose)say}. {WhoElse(context, item)}", button, submit, DialogParts.Text("How do you know?"));
    }

    protected override string Example(string about) => $"{about} done {LongEnough}";

    private static Prose WhoElse(DialogContext context, Item item)
    {
        if (ItemState.JudgesNeeded(item) == 1) return $"Your answer decides.";
        Prose second = $"The step must not run twice: a second person has to say the same.";
        return SecondJudge.IsImpossible(context.Run, context.Access, item) ? $"{second} There is nobody else. {SecondJudge.Left(context.Run, context.Access)}" : second;
    }
}
