using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Says before that a rollback need not wait: the dialog tells what it would do without the person who approves it.</summary>
internal sealed class ApproveRollbackVerb() : RoleVerb("approve-rollback", VerbGroup.Careful, "a rollback need not wait for you")
{
    public override string Operands => "ROLE";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.ApproveRollback];

    public override bool IsPreviewed => false;

    protected override IEnumerable<string> Roles(Runbook runbook) => runbook.RollbackRoles;

    protected override Command Read(TypedLine line, LineContext context) => new Command.ApproveRollback(line.Rest);

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.ApproveRollback(inputs.GetValueOrDefault(DialogFields.Role, about.Target.Name ?? ""));

    public override Question Ask(DialogContext context, Button button)
    {
        var run = context.Run;
        var held = run.Runbook.RollbackRoles.Where(role => context.Access.HoldersOf(run.Runbook, role).Contains(context.Asker)).ToList();
        // Whoever holds none is told by the rule which one it would take.
        var asked = held.Count > 0 ? held : [.. run.Runbook.RollbackRoles.Take(1)];
        var refused = asked.Select(role => DecisionPreview.Refuses(context, new Command.ApproveRollback(role))).ToList();
        if (asked.Count == 0) return Refusals.NoRollbackSteps();
        if (refused.All(why => why is not null)) return refused[0]!;
        var mine = held.Where((_, at) => refused[at] is null).ToList();

        var freed = RollbackApproval.Freed(run, mine).Select(Refusals.Named).ToList();
        ImmutableArray<Fact> facts =
        [
            new("Without you", freed.Count == 0 ? (Prose)$"no step waits for you now" : Prose.Join(", ", freed)),
            new("Restoring", $"what was entered since the backup is lost"),
            new("Still needed", $"an operator or contact who starts it and types {run.ShortId}"),
        ];
        var role = new Input(DialogFields.Role, "Role", Required: true, [.. mine.Select(one => new Choice(one, one))], Initial: mine[0]);
        return new Dialog("Approve a rollback", $"If run {run.Id} has to go back, {run.Environment} need not wait for you. It holds until the settings of {run.Environment} change.",
            facts, null, [], mine.Count == 1 ? [] : [role], button, "Approve")
        {
            Carries = ImmutableDictionary<string, string>.Empty.Add(DialogFields.Role, mine[0]),
        };
    }
}
