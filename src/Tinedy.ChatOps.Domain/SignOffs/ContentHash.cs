using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.SignOffs;

/// <summary>
/// What a signature is for: the runbook's bytes, the target, and for every item whether it was done or skipped, which exact command
/// ran and how it ended. Any change gives another hash, and the signatures over the old one are void.
/// </summary>
public static class ContentHash
{
    /// <summary>SHA-256, lower-case hex.</summary>
    public static string Of(Run run)
    {
        var text = new StringBuilder();
        text.Append("runbook ").Append(run.Runbook.Hash).Append('\n');
        text.Append("target ").Append(run.TargetDigest).Append('\n');
        foreach (var item in run.Runbook.Items)
        {
            var state = run[item];
            text.Append(item.Key.Value).Append(' ').Append(run.StatusOf(item));
            if (state.Skipped is { } skipped) text.Append(' ').Append(Digest(skipped.Text ?? ""));
            if (state.Glass is { } glass) text.Append(" glass ").Append(Digest(glass.Text ?? ""));
            if (state.LastAttempt is { } attempt)
                text.Append(' ').Append(attempt.CommandDigest).Append(' ').Append(attempt.Number).Append(' ').Append(attempt.Ending?.Outcome);
            text.Append('\n');
        }
        return Digest(text.ToString());
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
