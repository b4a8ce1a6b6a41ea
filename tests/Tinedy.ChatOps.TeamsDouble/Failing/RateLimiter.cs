namespace Tinedy.ChatOps.TeamsDouble.Failing;

/// <summary>Counts as Teams does, for each conversation and each kind of call.</summary>
internal sealed class RateLimiter(TimeProvider time)
{
    /// <summary>Messages and their changes.</summary>
    public static readonly IReadOnlyList<(int Most, TimeSpan Within)> Speaking = [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30))];

    /// <summary>Members.</summary>
    public static readonly IReadOnlyList<(int Most, TimeSpan Within)> Looking = [(14, TimeSpan.FromSeconds(1)), (16, TimeSpan.FromSeconds(2)), (120, TimeSpan.FromSeconds(30))];

    private readonly Lock _gate = new();
    private readonly Dictionary<(int, string), List<DateTimeOffset>> _calls = [];

    /// <summary>The seconds to wait; null when the call may be made, and then it counts.</summary>
    public int? Refuse(IReadOnlyList<(int Most, TimeSpan Within)> windows, string conversation)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_calls.TryGetValue((windows[0].Most, conversation), out var calls)) _calls[(windows[0].Most, conversation)] = calls = [];
            calls.RemoveAll(call => now - call >= windows[^1].Within);
            foreach (var (most, within) in windows)
                if (calls.Count(call => now - call < within) >= most) return Math.Max(1, (int)Math.Ceiling(within.TotalSeconds));
            calls.Add(now);
            return null;
        }
    }
}
