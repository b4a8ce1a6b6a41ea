using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Chat.Client;

/// <summary>What a platform said of something, asked again when it is old; while the platform is away, what it said last.</summary>
/// <param name="isWorthKeeping">False for what may change in the next moment.</param>
public sealed class ExpiringCache<T>(TimeSpan fresh, Func<T, bool> isWorthKeeping, TimeProvider time)
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (T Value, MonotonicTime At)> known = new();

    /// <exception cref="Exception">What <paramref name="ask"/> threw, when nothing was ever known.</exception>
    public async Task<T> GetAsync(string key, Func<Task<T>> ask)
    {
        var now = MonotonicTime.Now(time);
        var isKnown = known.TryGetValue(key, out var last);
        if (isKnown && now - last.At < fresh) return last.Value;
        try
        {
            var value = await ask();
            if (known.Count >= Most) known.Clear();
            if (isWorthKeeping(value)) known[key] = (value, now);
            return value;
        }
        catch (Exception) when (isKnown)
        {
            return last.Value;
        }
    }
}
