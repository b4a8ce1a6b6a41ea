using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Runs;

/// <summary>How an attempt ended, in words.</summary>
internal static class Endings
{
    /// <summary>"failed after 48 s · exit code 1".</summary>
    public static Prose Say(Attempt attempt)
    {
        var ending = attempt.Ending!;
        return ending.Outcome switch
        {
            Outcome.Succeeded => $"succeeded in {ending.Duration}{Exit(ending)}",
            Outcome.Failed => $"failed after {ending.Duration}{Exit(ending)}",
            Outcome.TimedOut => $"stopped after {ending.Duration}, its limit",
            Outcome.Cancelled => attempt.Cancel is { } cancel ? (Prose)$"cancelled after {ending.Duration} by {cancel.By}" : $"cancelled after {ending.Duration}",
            Outcome.Unknown => $"outcome unknown",
            _ => throw new System.Diagnostics.UnreachableException(ending.Outcome.ToString()),
        };
    }

    private static Prose Exit(Ending ending) =>
        ending.Signal is { } signal ? $" · ended by {signal}" : ending.ExitCode is { } code ? $" · exit code {code}" : Prose.Empty;
}
