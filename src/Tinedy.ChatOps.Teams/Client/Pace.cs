using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Teams.Client;

/// <summary>
/// How often each conversation may be spoken to. Teams counts per bot and conversation in windows that hold at once; we stay below each, so
/// that what matters is never refused because of what does not. What Teams then still asks for with a 429 is kept to, by everybody on this
/// replica.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>Messages, their changes and new chats: Teams takes 7 in a second, 8 in two, 60 in thirty, 1,800 in an hour.</summary>
    public static readonly ImmutableArray<Window> Speaking = [new(6, Seconds(1)), new(7, Seconds(2)), new(50, Seconds(30)), new(1_500, Seconds(3_600))];

    /// <summary>Members of a conversation: twice as many.</summary>
    public static readonly ImmutableArray<Window> Looking = [new(12, Seconds(1)), new(14, Seconds(2)), new(100, Seconds(30)), new(3_000, Seconds(3_600))];

    private readonly RateLimiter<(ImmutableArray<Window> Kind, string Conversation)> limits = new((key, _) => new Log(key.Kind), time);

    /// <summary>Takes one call; throws when it must wait, and then nothing has been sent.</summary>
    public void Take(ImmutableArray<Window> kind, string conversation)
    {
        if (limits.Take((kind, conversation)) is { } wait) throw new RoomBusyException(wait, "the conversation waits for its turn");
    }

    /// <summary>Teams said 429.</summary>
    public RoomBusyException Throttled(ImmutableArray<Window> kind, string conversation, TimeSpan wait)
    {
        limits.Close((kind, conversation), wait);
        return new RoomBusyException(wait, $"Teams asks to wait {wait.TotalSeconds:0} s in this conversation");
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>So many calls at most in any time of this length.</summary>
    public readonly record struct Window(int Most, TimeSpan Within);

    private sealed class Log(ImmutableArray<Window> windows) : IRateLimit
    {
        private readonly Queue<MonotonicTime> calls = new();

        public TimeSpan? Take(MonotonicTime now)
        {
            Forget(now);
            var wait = windows.Max(window => WaitFor(window, now));
            if (wait > TimeSpan.Zero) return wait;
            calls.Enqueue(now);
            return null;
        }

        public bool IsUnused(MonotonicTime now)
        {
            Forget(now);
            return calls.Count == 0;
        }

        private void Forget(MonotonicTime now)
        {
            while (calls.TryPeek(out var oldest) && now - oldest >= windows[^1].Within) calls.Dequeue();
        }

        private TimeSpan WaitFor(Window window, MonotonicTime now) =>
            calls.Count < window.Most ? TimeSpan.Zero : calls.ElementAt(calls.Count - window.Most) + window.Within - now;
    }
}
