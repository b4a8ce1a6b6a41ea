using System.Diagnostics;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Evidence;

/// <summary>States as the paper says them. The name of an enum is for the code: it never stands in a sentence.</summary>
internal static class StateWords
{
    /// <summary>Words of the paper as a sentence of their own: a capital letter in front and one full stop behind.</summary>
    public static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..].TrimEnd('.', ' ')}.";

    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Scheduled => "Scheduled",
        RunStatus.Running => "Running",
        RunStatus.RollingBack => "Rolling back",
        RunStatus.RolledBack => "Rolled back",
        RunStatus.Completed => "Completed",
        RunStatus.Aborted => "Aborted",
        _ => throw new UnreachableException(status.ToString()),
    };

    public static string Of(AlertKind kind) => kind switch
    {
        AlertKind.Criterion => "a rollback criterion",
        AlertKind.Decision => "a decision that waited",
        AlertKind.Call => "a call",
        AlertKind.Drill => "a drill",
        _ => throw new UnreachableException(kind.ToString()),
    };

    public static string Of(AlertEnd end) => end switch
    {
        AlertEnd.FalseAlarm => "false alarm",
        AlertEnd.RolledBack => "rolled back",
        AlertEnd.Answered => "ended by the answer",
        AlertEnd.Decided => "decided",
        AlertEnd.RunEnded => "the run ended",
        AlertEnd.DrillOver => "the drill was over",
        AlertEnd.Cancelled => "calls stopped",
        _ => throw new UnreachableException(end.ToString()),
    };
}
