using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Looks at what the steps of a runbook work with, so that a run is pinned to it.</summary>
public interface IToolInspector
{
    /// <summary>The files of the steps, see <see cref="RunEvent.Started.Pinned"/>; null when this host has not got the environment's workspace.</summary>
    Task<ImmutableSortedDictionary<string, string>?> SurveyAsync(Runbook runbook, EnvironmentSettings environment, CancellationToken ct);

    /// <summary>What the steps call, see <see cref="RunEvent.ToolsSeen"/>: each is asked for its version, which may take seconds. Null as above.</summary>
    Task<ImmutableSortedDictionary<string, string>?> ToolsAsync(Runbook runbook, EnvironmentSettings environment, CancellationToken ct);

    /// <summary>
    /// Both for a run that was pinned to nothing because its steps run on this host and it was started on another: surveyed when this host
    /// is asked for the first time, and remembered for as long as the run may last. Null where that is not so.
    /// </summary>
    Task<ImmutableSortedDictionary<string, string>?> RecallAsync(Run run, EnvironmentSettings environment, CancellationToken ct);
}
