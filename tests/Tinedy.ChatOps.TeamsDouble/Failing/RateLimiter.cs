namespace Tinedy.ChatOps.TeamsDouble.Failing;

/// <summary>Counts as Teams does: 7 in a second and 60 in half a minute for each conversation (platform-rules B5).</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    private static readonly (int Most, TimeSpan Within)[] Windows = [(7, TimeSpan.FromSeconds(1)), (60, TimeSpan.FromSeconds(30))];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _calls = new(StringComparer.Ordinal);

    /// <summary>The seconds to wait; null when the call may be made, and then it counts.</summary>
    public int? Refuse(string conversation)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_calls.TryGetValue(conversation, out var calls)) _calls[conversation] = calls = [];
            calls.RemoveAll(call => now - call >= Windows[^1].Within);
            foreach (var (most, within) in Windows)
                if (calls.Count(call => now - call < within) >= most) return Math.Max(1, (int)Math.Ceiling(within.TotalSeconds));
            calls.Add(now);
            return null;
        }
    }
}
