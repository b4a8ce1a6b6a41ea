using System.Collections.Immutable;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runbooks;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>Looks at what the steps of a runbook work with, so that a run is pinned to it.</summary>
public interface ISurveyor
{
    /// <summary>See <see cref="Runs.RunEvent.Started.Pinned"/>; null when this host has not got the environment's workspace.</summary>
    Task<ImmutableSortedDictionary<string, string>?> SurveyAsync(Runbook runbook, EnvironmentSettings environment, CancellationToken ct);
}
