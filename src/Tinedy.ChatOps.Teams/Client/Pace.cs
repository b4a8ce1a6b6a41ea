using System.Collections.Concurrent;
using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Teams.Client;

/// <summary>
/// How often each conversation may be spoken to. Teams counts per bot and conversation in three windows (its "Rate limiting" page: 7 in a
/// second, 60 in 30 seconds, 1,800 in an hour); we stay below, so that what matters is never refused because of what does not. What Teams
/// then still asks for with a 429 is kept to, by everybody on this replica.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private static readonly (int Most, TimeSpan Within)[] Windows = [(6, TimeSpan.FromSeconds(1)), (50, TimeSpan.FromSeconds(30)), (1_500, TimeSpan.FromHours(1))];

    private readonly ConcurrentDictionary<string, Log> conversations = new();

    /// <summary>Takes one call; throws when it must wait, and then nothing has been sent.</summary>
    public void Take(string conversation)
    {
        if (Of(conversation).WaitFor(MonotonicTime.Now(time)) is { } wait) throw new RoomBusyException(wait, "the conversation waits for its turn");
    }

    /// <summary>Teams said 429.</summary>
    public RoomBusyException Throttled(string conversation, TimeSpan wait)
    {
        Of(conversation).CloseUntil(MonotonicTime.Now(time) + wait);
        return new RoomBusyException(wait, $"Teams asks to wait {wait.TotalSeconds:0} s in this conversation");
    }

    private Log Of(string conversation) => conversations.GetOrAdd(conversation, _ => new Log());

    private sealed class Log
    {
        private readonly Lock gate = new();
        private readonly Queue<MonotonicTime> calls = new();
        private MonotonicTime closedUntil;

        /// <summary>Null when the call was taken.</summary>
        public TimeSpan? WaitFor(MonotonicTime now)
        {
            lock (gate)
            {
                if (closedUntil > now) return closedUntil - now;
                while (calls.TryPeek(out var oldest) && now - oldest >= Windows[^1].Within) calls.Dequeue();
                foreach (var (most, within) in Windows)
                {
                    if (calls.Count < most) continue;
                    var blocking = calls.ElementAt(calls.Count - most);
                    if (now - blocking < within) return blocking + within - now;
                }
                calls.Enqueue(now);
                return null;
            }
        }

        public void CloseUntil(MonotonicTime when)
        {
            lock (gate) closedUntil = when > closedUntil ? when : closedUntil;
        }
    }
}
