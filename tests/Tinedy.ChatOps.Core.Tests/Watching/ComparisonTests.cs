using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Domain.Measurements;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>Is it slower? Said only where chance and noise cannot have said it.</summary>
public sealed class ComparisonTests
{
    private const double Limit = 1.5;

    /// <summary>Shapes of durations as they come: even, with a long tail, and in two heaps (a cache that hits and misses). Each around 1.</summary>
    public static TheoryData<string> Shapes => ["even", "tail", "heaps"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_interval_holds_the_true_median_as_often_as_it_promises(string shape)
    {
        var truth = Percentile(Draw(shape, 400_001, new Random(7)), 0.5);
        foreach (var count in new[] { MedianInterval.Fewest, 20, 57 })
        {
            var random = new Random(count);
            var missed = Enumerable.Range(0, 4_000).Select(_ => MedianInterval.Of(Draw(shape, count, random))!).Count(interval => truth < interval.Low || truth > interval.High);
            // What is promised, and four standard errors for the chance in these very samples.
            (missed / 4_000.0).ShouldBeLessThan(MedianInterval.Miss + 4 * Math.Sqrt(MedianInterval.Miss / 4_000));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_same_distribution_is_never_called_slower_more_often_than_promised(string shape)
    {
        var random = new Random(11);
        // Even a limit of nothing at all: the longest low end above the highest high one.
        var wrong = Enumerable.Range(0, 4_000).Count(_ => Compare(Draw(shape, 20, random), Draw(shape, 20, random)).Judge(1) == WatchState.Failed);
        (wrong / 4_000.0).ShouldBeLessThanOrEqualTo(2 * MedianInterval.Miss);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Three_times_as_slow_is_always_found_where_the_noise_is_smaller_than_that(string shape)
    {
        var random = new Random(13);
        var found = Enumerable.Range(0, 1_000).Select(_ => Compare(Draw(shape, 20, random), [.. Draw(shape, 20, random).Select(time => 3 * time)]).Judge(Limit)).ToList();
        found.ShouldNotContain(WatchState.Ok);
        if (shape == "even") found.ShouldAllBe(state => state == WatchState.Failed);
    }

    [Fact]
    public void Whatever_was_measured_the_true_order_of_things_holds() => Prop.ForAll(Samples().ToArbitrary(), Samples().ToArbitrary(), (before, after) =>
    {
        var compared = Compare(before, after);
        compared.Low.ShouldBeLessThanOrEqualTo(compared.Ratio);
        compared.Ratio.ShouldBeLessThanOrEqualTo(compared.High);
        // What is called slower is slower by every pair of order statistics; a mirror says the opposite.
        if (compared.Judge(Limit) == WatchState.Failed) Compare(after, before).Judge(1).ShouldBe(WatchState.Ok);
        Compare(before, [.. before]).Judge(Limit).ShouldNotBe(WatchState.Failed);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Too_few_samples_have_no_interval() => MedianInterval.Of([.. Enumerable.Repeat(TimeSpan.FromSeconds(1), MedianInterval.Fewest - 1)]).ShouldBeNull();

    [Fact]
    public void Noise_that_is_larger_than_the_difference_tells_nothing()
    {
        TimeSpan[] wild = [.. Enumerable.Range(1, 20).Select(at => TimeSpan.FromMilliseconds(at % 2 == 0 ? 10 : 1_000))];
        Compare(wild, [.. wild.Select(time => 1.5 * time)]).Judge(Limit).ShouldBe(WatchState.Inconclusive);
    }

    [Fact]
    public void A_duration_of_nothing_is_not_divided_by()
    {
        var nothing = MedianInterval.Of([.. Enumerable.Repeat(TimeSpan.Zero, 20)])!;
        Comparison.Of(nothing, nothing).ShouldBeNull();
    }

    [Theory]
    [InlineData(7, 1, 7)]
    [InlineData(20, 5, 16)]
    [InlineData(57, 20, 38)]
    public void The_ends_are_order_statistics(int samples, int low, int high)
    {
        // Tables of the binomial distribution: P(B(20, 1/2) is at most 4) = 0.0059, at most 5 = 0.0207; 0.0125 is what one end may miss.
        var interval = MedianInterval.Of([.. Enumerable.Range(1, samples).Select(at => TimeSpan.FromSeconds(at))])!;
        ((int)interval.Low.TotalSeconds, (int)interval.High.TotalSeconds).ShouldBe((low, high));
    }

    private static Comparison Compare(IReadOnlyCollection<TimeSpan> before, IReadOnlyCollection<TimeSpan> after) =>
        Comparison.Of(MedianInterval.Of(before)!, MedianInterval.Of(after)!)!;

    private static TimeSpan[] Draw(string shape, int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => TimeSpan.FromSeconds(shape switch
    {
        "even" => 0.9 + 0.2 * random.NextDouble(),
        "tail" => 0.8 - 0.3 * Math.Log(1 - random.NextDouble()),
        _ => random.NextDouble() < 0.7 ? 0.9 + 0.1 * random.NextDouble() : 1.6 + 0.1 * random.NextDouble(),
    }))];

    private static Gen<TimeSpan[]> Samples() => Gen.Choose(1, 100_000).Select(microseconds => TimeSpan.FromMicroseconds(microseconds)).ArrayOf().Where(samples => samples.Length >= MedianInterval.Fewest);

    private static TimeSpan Percentile(IEnumerable<TimeSpan> samples, double part)
    {
        TimeSpan[] sorted = [.. samples.Order()];
        return sorted[(int)(part * (sorted.Length - 1))];
    }
}
