using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Measurements;

/// <summary>
/// A median with an interval that holds the true one, whatever the distribution looks like: two order statistics. Of n independent samples,
/// the number below the true median is binomial(n, 1/2), so that the k-th smallest and the k-th largest enclose it unless fewer than k fall
/// on one side (Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2; David and Nagaraja, Order Statistics, section 7.1).
/// </summary>
public sealed record MedianInterval(int Samples, TimeSpan Median, TimeSpan Low, TimeSpan High)
{
    /// <summary>How often an interval misses at most. Two of them miss together in at most one of twenty cases, as <see cref="Comparison"/> says.</summary>
    public const double Miss = 0.025;

    /// <summary>Fewer samples have no such interval: all seven lie on one side in 2 of 128 cases, all six in 2 of 64.</summary>
    public const int Fewest = 7;

    /// <summary>Null when there are too few samples.</summary>
    public static MedianInterval? Of(IReadOnlyCollection<TimeSpan> samples)
    {
        if (samples.Count < Fewest) return null;
        var sorted = samples.Order().ToImmutableArray();
        var rank = Rank(sorted.Length);
        return new(sorted.Length, Middle(sorted), sorted[rank], sorted[^(rank + 1)]);
    }

    /// <summary>How many may be cut off at each end: the largest k with P(binomial(n, 1/2) is at most k) within half of <see cref="Miss"/>.</summary>
    private static int Rank(int samples)
    {
        var (chance, sum, rank) = (Math.Pow(0.5, samples), 0.0, 0);
        for (var k = 0; sum + chance <= Miss / 2; k++)
        {
            sum += chance;
            rank = k;
            chance *= (double)(samples - k) / (k + 1);
        }
        return rank;
    }

    private static TimeSpan Middle(ImmutableArray<TimeSpan> sorted) => sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
}

/// <summary>
/// How many times as long something takes as before. Both intervals hold the true medians in 95 of 100 cases (each misses in 2.5 at most,
/// and chances to miss add up: Bonferroni), and then the true ratio lies between their extremes.
/// </summary>
/// <param name="Ratio">Median by median.</param>
public sealed record Comparison(MedianInterval Before, MedianInterval After, double Ratio, double Low, double High)
{
    /// <summary>Null where a duration of zero would have to be divided by: then it is too short to be measured.</summary>
    public static Comparison? Of(MedianInterval before, MedianInterval after) => before.Low <= TimeSpan.Zero
        ? null
        : new(before, after, after.Median / before.Median, after.Low / before.High, after.High / before.Low);

    /// <summary>Failed only when all that is likely lies above the limit, ok only when all of it lies below: noise decides nothing.</summary>
    /// <param name="limit">1.5: half as long again.</param>
    public WatchState Judge(double limit) => Low > limit ? WatchState.Failed : High < limit ? WatchState.Ok : WatchState.Inconclusive;
}
