using System.Collections.Concurrent;

namespace Tinedy.ChatOps.Slack.Doors;

/// <summary>
/// Signatures that were used within the time in which they are good. A replay that reaches another replica is caught by the key of the
/// act instead: it has no second effect.
/// </summary>
internal sealed class Replays(TimeProvider time)
{
    private const int Sweep = 4_096;
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new(StringComparer.Ordinal);
    private int sinceSweep;

    /// <summary>True for the first use.</summary>
    public bool TryUse(string signature)
    {
        // Both ways, because a timestamp may be ahead of us as well.
        var until = time.GetUtcNow() + Signature.Tolerance + Signature.Tolerance;
        if (Interlocked.Increment(ref sinceSweep) >= Sweep) Forget();
        return used.TryAdd(signature, until);
    }

    /// <summary>It led to nothing: Slack may send it again.</summary>
    public void GiveBack(string signature) => used.TryRemove(signature, out _);

    private void Forget()
    {
        Interlocked.Exchange(ref sinceSweep, 0);
        var now = time.GetUtcNow();
        foreach (var (signature, until) in used)
            if (until < now) used.TryRemove(signature, out _);
    }
}
