namespace Tinedy.ChatOps.Application.Ports;

/// <summary>How this process' own runner is, for <c>/health/ready</c>. Says nothing of any run.</summary>
public interface IRunnerHealth
{
    /// <summary>Why it takes no steps, as the rest of a sentence; null while it does.</summary>
    string? Trouble { get; }
}
