using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.SignOffs;

/// <summary>Which line is meant, and which come before it.</summary>
public static class SignOffOrder
{
    /// <summary>The roles of other groups that a final line comes after, as far as they have not signed.</summary>
    public static IReadOnlyList<string> RolesBefore(Run run, SignOffLine line)
    {
        var group = run.Runbook.SignOffGroups.First(candidate => candidate.Lines.Contains(line));
        if (!group.IsFinal) return [];
        return [.. run.Runbook.SignOffGroups.Where(other => !other.IsFinal)
            .SelectMany(other => other.Lines)
            .Select(other => other.Role)
            .Where(role => !run.Signatures.ContainsKey(role))];
    }

    public static SignOffLine? Line(Runbook runbook, string role) =>
        runbook.SignOffs.FirstOrDefault(line => string.Equals(line.Role, role.Trim(), StringComparison.OrdinalIgnoreCase) || line.Number == role.Trim());
}
