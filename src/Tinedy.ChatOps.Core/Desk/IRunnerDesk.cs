using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>The slice of the desk that a runner needs: what to run, and where to say how it ended.</summary>
public interface IRunnerDesk
{
    /// <summary>What an attempt runs, from the journal and the environment's settings; null when the attempt has ended already.</summary>
    Task<Launch?> LaunchOfAsync(AttemptId attempt, CancellationToken ct);

    /// <summary>Records how an attempt ended; harmless when repeated. Throws while the journal cannot be written: try again.</summary>
    Task ReportAsync(AttemptId attempt, Ending ending, CancellationToken ct);
}

/// <summary>Everything a runner needs to start one attempt. The command is exactly what was shown.</summary>
/// <param name="Workspace">The folder it runs in, absolute.</param>
/// <param name="Variables">Enter the child as environment variables.</param>
/// <param name="Secrets">Enter the child as environment variables and nothing else; their values are masked in every output.</param>
/// <param name="Probe">A read-only command: exit 0 says done, 1 not done; null without one.</param>
public sealed record Launch(
    AttemptId Attempt, CommandKind Kind, string Command, TimeSpan Timeout, string? Probe, string Workspace,
    ImmutableSortedDictionary<string, string> Variables, ImmutableSortedDictionary<string, string> Secrets);
