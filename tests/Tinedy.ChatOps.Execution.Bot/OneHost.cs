using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Execution.Bot;

/// <summary>Nobody else has this host's name.</summary>
internal sealed class OneHost : IRunnerHosts
{
    public Task<RunnerHost?> HoldAsync(string host, string place, string machine, TimeSpan silence, CancellationToken ct) => Task.FromResult<RunnerHost?>(null);
}
