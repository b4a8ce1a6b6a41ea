namespace Tinedy.ChatOps.Serving;

/// <summary>
/// Which of the lines that say the same, again and again while the database is away, are written down: the first, and then one at growing
/// distances. Workers go on asking all the time; nobody needs to read of each.
/// </summary>
internal sealed class OutageSampler(TimeProvider time)
{
    /// <summary>Between the first two lines; it doubles with each. A line after so long a quiet is a first one again.</summary>
    public static TimeSpan First { get; } = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Category, int Event, LogLevel Level), Series> all = [];

    /// <summary>Whether this one is to be written, and how many were not since the last that was.</summary>
    public (bool IsWritten, int Others) Count(string category, int eventId, LogLevel level)
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            var key = (category, eventId, level);
            if (!all.TryGetValue(key, out var series) || time.GetElapsedTime(series.Latest, now) >= First)
            {
                all[key] = new(now, now, First, 0);
                return (true, 0);
            }
            if (time.GetElapsedTime(series.Written, now) < series.Distance)
            {
                all[key] = series with { Latest = now, Unwritten = series.Unwritten + 1 };
                return (false, 0);
            }
            all[key] = new(now, now, TimeSpan.FromTicks(Math.Min(2 * series.Distance.Ticks, Longest.Ticks)), 0);
            return (true, series.Unwritten);
        }
    }

    /// <param name="Written">When one was written last.</param>
    /// <param name="Latest">When one came last.</param>
    private sealed record Series(long Written, long Latest, TimeSpan Distance, int Unwritten);
}
