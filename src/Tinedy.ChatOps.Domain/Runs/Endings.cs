using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>How an attempt ended, in words.</summary>
public static class Endings
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

    /// <summary>
    /// The verb alone, for a line that has no room, of a step that is not done: "2.2.2 failed", "2.2.2 was cancelled by @dba". Where its
    /// outcome is unknown, people have judged.
    /// </summary>
    public static Prose Verb(Attempt attempt) => attempt switch
    {
        { Ending: null } => $"is running",
        { Ending.Outcome: Outcome.Succeeded } => $"succeeded",
        { Ending.Outcome: Outcome.Failed } => $"failed",
        { Ending.Outcome: Outcome.TimedOut } => $"was stopped at its limit",
        { Ending.Outcome: Outcome.Cancelled, Cancel: { } cancel } => $"was cancelled by {cancel.By}",
        { Ending.Outcome: Outcome.Cancelled } => $"was cancelled",
        { Ending.Outcome: Outcome.Unknown } => $"was judged not done",
        _ => throw new System.Diagnostics.UnreachableException(attempt.Ending!.Outcome.ToString()),
    };

    private static Prose Exit(Ending ending) =>
        ending.Signal is { } signal ? $" · ended by {signal}" : ending.ExitCode is { } code ? $" · exit code {code}" : Prose.Empty;
}
