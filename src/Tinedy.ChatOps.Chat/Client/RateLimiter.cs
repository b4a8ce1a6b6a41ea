using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Chat.Client;

/// <summary>What a platform counts for one method or conversation; used by one caller at a time.</summary>
public interface IRateLimit
{
    /// <summary>Takes one call; where it may not be made yet, none is taken, and the answer is how long to wait.</summary>
    TimeSpan? Take(MonotonicTime now);

    /// <summary>No call counts any more: one that has just been made would say the same.</summary>
    bool IsUnused(MonotonicTime now);
}

/// <summary>
/// The limits of everything that a platform counts by itself. Those that count nothing any more are forgotten, so that there are about as many
/// as have been used lately.
/// </summary>
/// <param name="create">A limit of which nothing has been used.</param>
public sealed class RateLimiter<TKey>(Func<TKey, MonotonicTime, IRateLimit> create, TimeProvider time)
    where TKey : notnull
{
    private const int FewestToSweep = 1_024;

    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Counted> counted = [];
    private int sweepAt = FewestToSweep;

    /// <summary>How many limits are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate) return counted.Count;
        }
    }

    /// <summary>Takes one call; where it must wait, none is taken, and the answer is how long.</summary>
    public TimeSpan? Take(TKey key)
    {
        var now = MonotonicTime.Now(time);
        lock (gate)
        {
            var one = Of(key, now);
            return one.ClosedUntil > now ? one.ClosedUntil - now : one.Limit.Take(now);
        }
    }

    /// <summary>The platform itself has asked to wait.</summary>
    public void Close(TKey key, TimeSpan wait)
    {
        var now = MonotonicTime.Now(time);
        lock (gate)
        {
            var one = Of(key, now);
            if (now + wait > one.ClosedUntil) one.ClosedUntil = now + wait;
        }
    }

    private Counted Of(TKey key, MonotonicTime now)
    {
        if (counted.TryGetValue(key, out var known)) return known;
        if (counted.Count >= sweepAt) Sweep(now);
        return counted[key] = new(create(key, now));
    }

    /// <summary>The next one only when there are twice as many, so that what is spent on it grows with the calls and not with their square.</summary>
    private void Sweep(MonotonicTime now)
    {
        foreach (var (key, one) in counted)
            if (one.ClosedUntil <= now && one.Limit.IsUnused(now)) counted.Remove(key);
        sweepAt = Math.Max(FewestToSweep, 2 * counted.Count);
    }

    private sealed class Counted(IRateLimit limit)
    {
        public IRateLimit Limit => limit;

        public MonotonicTime ClosedUntil { get; set; }
    }
}
