using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.SignOffs;

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

    /// <summary>Since when a role's signature is waited for; null while it is not its turn, or when it has signed.</summary>
    public static DateTimeOffset? WantedSince(Run run, SignOffLine line)
    {
        if (run is not { Status: RunStatus.Running, SignOffSince: { } since } || run.Signatures.ContainsKey(line.Role) || RolesBefore(run, line).Count > 0) return null;
        var isFinal = run.Runbook.SignOffGroups.Any(group => group.IsFinal && group.Lines.Contains(line));
        return isFinal ? run.Signatures.Values.Select(signature => signature.At).Append(since).Max() : since;
    }
}
