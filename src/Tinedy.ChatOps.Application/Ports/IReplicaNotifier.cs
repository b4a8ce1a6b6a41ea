using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Between replicas: each calls out which runs it has changed, so that the others need not ask all the time. A call may be lost.</summary>
public interface IReplicaNotifier
{
    /// <summary>What was called out from here has come back: others are heard as well.</summary>
    bool IsHeard { get; }

    Task CallAsync(IReadOnlyCollection<RunId> changed, CancellationToken ct);

    /// <summary>Listens until it is stopped or the line is cut, which throws.</summary>
    /// <param name="heard">Called for each run that another replica has changed; must return at once.</param>
    Task HearAsync(Action<RunId> heard, CancellationToken ct);
}
