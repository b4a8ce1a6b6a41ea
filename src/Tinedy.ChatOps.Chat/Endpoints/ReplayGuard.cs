using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Chat.Endpoints;

/// <summary>
/// What came lately and must not count twice: a signature within the time in which it is good, an event that a platform repeats. What reaches
/// another replica is caught by the key of the act instead: it has no second effect.
/// </summary>
public sealed class ReplayGuard(TimeProvider time)
{
    /// <summary>A signature is good for five minutes, and its timestamp may be as far ahead of us; no platform repeats anything later.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private const int Sweep = 4_096;

    private readonly ConcurrentDictionary<string, MonotonicTime> used = new(StringComparer.Ordinal);
    private int sinceSweep;

    /// <summary>True for the first use.</summary>
    public bool TryUse(string once)
    {
        if (Interlocked.Increment(ref sinceSweep) >= Sweep) Forget();
        return used.TryAdd(once, MonotonicTime.Now(time) + Kept);
    }

    /// <summary>It led to nothing: it may come again.</summary>
    public void GiveBack(string once) => used.TryRemove(once, out _);

    private void Forget()
    {
        Interlocked.Exchange(ref sinceSweep, 0);
        var now = MonotonicTime.Now(time);
        foreach (var (once, until) in used)
            if (until < now) used.TryRemove(once, out _);
    }
}
