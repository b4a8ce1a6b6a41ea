namespace Tinedy.ChatOps.Benchmarks.Measuring;

/// <summary>
/// A sender that costs nothing and keeps to the limits: one message, told the latest at once when it may be, at most once a second, and
/// no more than the tier of <c>chat.update</c> allows (50 calls in any minute: ten at once, forty more as the minute goes by).
/// </summary>
internal static class Limiter
{
    private const double Rest = 1;
    private const double Burst = 10;
    private const double ASecond = 40.0 / 60;

    /// <summary>The moments in seconds at which such a sender updates the message, for changes at these moments.</summary>
    public static List<double> Updates(IEnumerable<double> changes)
    {
        var updates = new List<double>();
        var (left, counted) = (Burst, 0.0);
        foreach (var change in changes.Order())
        {
            // An update that is yet to come carries this change as well.
            if (updates.Count > 0 && updates[^1] >= change) continue;
            var at = updates.Count > 0 ? Math.Max(change, updates[^1] + Rest) : change;
            left = Math.Min(Burst, left + ((at - counted) * ASecond));
            if (left < 1)
            {
                at += (1 - left) / ASecond;
                left = 1;
            }
            (left, counted) = (left - 1, at);
            updates.Add(at);
        }
        return updates;
    }
}
