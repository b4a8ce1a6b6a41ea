using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>A rollback that need not wait: what an approval in advance is good for, and who gave one.</summary>
public static class RollbackApproval
{
    /// <summary>Some rollback step would wait for a role or, going by itself, before it restores.</summary>
    public static bool IsOfUse(Run run) => Freed(run, [.. run.Runbook.RollbackRoles]).Any();

    /// <summary>"approved in advance by @po (Product Owner)"; empty when nobody has.</summary>
    public static Prose By(Run run) => run.RollbackApprovals.IsEmpty
        ? Prose.Empty
        : $"approved in advance by {Prose.List([.. run.RollbackApprovals.OrderBy(one => one.Value.At).Select(one => (Prose)$"{one.Value.By} ({one.Key})")])}";

    /// <summary>The steps that would not wait any more, for whoever approves as one of these roles.</summary>
    public static IEnumerable<Item> Freed(Run run, IReadOnlyCollection<string> roles) =>
        run.Runbook.RollbackSteps.Where(item => item.Command is { Placeholders.IsEmpty: false } || (item.Role is { } role && roles.Contains(role)));
}
