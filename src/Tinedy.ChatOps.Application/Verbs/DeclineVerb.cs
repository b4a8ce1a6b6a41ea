using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Says why somebody does not sign yet. By button it is an answer of the sign-off dialog.</summary>
internal sealed class DeclineVerb() : RoleVerb("decline", VerbGroup.People, "say why you do not sign yet")
{
    public override string Operands => "ROLE: REASON";

    public override ImmutableArray<Verb> ButtonKinds => [];

    protected override IEnumerable<string> Roles(Runbook runbook) => runbook.SignOffs.Select(line => line.Role);

    protected override Command Read(TypedLine line, LineContext context)
    {
        var (role, reason) = Named(RunbookNames.RoleAndReason(context.Run.Runbook, line.Rest));
        return new Command.Decline(role, reason);
    }

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => throw new System.Diagnostics.UnreachableException("No button declines.");

    protected override string Example(string about) => $"{about}: {LongEnough}";
}
