using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>All queues at one glance, so that an idle service need not ask each of them.</summary>
public interface IQueues
{
    /// <param name="latest">How many of the latest runs are looked at.</param>
    /// <param name="followed">Runs that are looked at as well.</param>
    Task<Waiting> LookAsync(int latest, IReadOnlyCollection<RunId> followed, CancellationToken ct);
}

/// <summary>In how long each queue has something to do: at once when that is not positive, null when it holds nothing.</summary>
/// <param name="Heads">Where the journals of the latest and the followed runs end.</param>
/// <param name="Rooms">By platform.</param>
/// <param name="Runner">Steps that have not ended, whoever runs them, and watchers that are to look.</param>
/// <param name="Pages">Pages to send, and those that were sent and are not in the journal yet.</param>
/// <param name="Clock">Runs in which time brings something about within the next minute, and what watchers saw.</param>
public sealed record Waiting(
    IReadOnlyDictionary<RunId, JournalHead> Heads, IReadOnlyDictionary<string, TimeSpan> Rooms, TimeSpan? Runner, TimeSpan? Pages, TimeSpan? Clock)
{
    /// <summary>Channels that take nothing any more, with the number of the run that they should show.</summary>
    public IReadOnlyList<(long Run, GonePlace Place)> Gone { get; init; } = [];

    /// <summary>Files that a channel does not take, with the number of their run.</summary>
    public IReadOnlyList<(long Run, UnsentFile File)> Unsent { get; init; } = [];
}

/// <summary>The end of a journal.</summary>
/// <param name="Hash">Of the last entry, lower-case hex.</param>
public sealed record JournalHead(int Seq, string Hash);
