namespace Tinedy.ChatOps.Application.Ports;

/// <summary>
/// Which service takes steps under a host's name. The name lies in the host's folder of attempts, and folders are copied, with disks and whole
/// machines: two services of one name would each take the steps of the other for its own, of which nothing is left to see.
/// </summary>
public interface IRunnerHosts
{
    /// <summary>Takes the name for this place, or keeps it; null then. Else who has it: nobody gets it before that one was silent for a while.</summary>
    /// <param name="place">Where no two services can hold the same folder at the same time.</param>
    /// <param name="machine">Its name, for people.</param>
    /// <param name="silence">How long whoever has the name has to be silent, by the database's clock.</param>
    Task<RunnerHost?> HoldAsync(string host, string place, string machine, TimeSpan silence, CancellationToken ct);
}

/// <summary>Who takes steps under a name.</summary>
public sealed record RunnerHost(string Machine, DateTimeOffset SeenAt);
