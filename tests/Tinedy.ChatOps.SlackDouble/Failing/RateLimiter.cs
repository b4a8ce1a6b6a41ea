namespace Tinedy.ChatOps.SlackDouble.Failing;

/// <summary>
/// Counts calls as Slack does: so many a minute for a method, whatever its tier says, and for messages one a second in each channel
/// after a short burst.
/// </summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private const int Burst = 4;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PerMessage = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _paidUntil = new(StringComparer.Ordinal);

    /// <summary>The seconds to wait; null when the call may be made, and then it counts.</summary>
    public int? Refuse(string method, int perMinute)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_calls.TryGetValue(method, out var calls)) _calls[method] = calls = new();
            while (calls.TryPeek(out var oldest) && now - oldest >= Minute) calls.Dequeue();
            if (calls.Count >= perMinute) return Seconds(calls.Peek() + Minute - now);
            calls.Enqueue(now);
            return null;
        }
    }

    /// <summary>The same for one more message in this channel. Each costs a second, and a few may be on credit.</summary>
    public int? RefuseMessage(string channel)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var earlier = _paidUntil.GetValueOrDefault(channel);
            var paid = (earlier > now ? earlier : now) + PerMessage;
            var credit = now + (Burst * PerMessage);
            if (paid > credit) return Seconds(paid - credit);
            _paidUntil[channel] = paid;
            return null;
        }
    }

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
