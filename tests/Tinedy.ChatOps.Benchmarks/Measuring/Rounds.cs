using System.Diagnostics;

namespace Tinedy.ChatOps.Benchmarks.Measuring;

/// <summary>
/// Two things measured side by side: one after the other in every round, who goes first changing from round to round. What disturbs
/// the machine disturbs both, and a ratio is taken within a round before anything is averaged.
/// </summary>
internal static class Rounds
{
    /// <param name="ours">Measures once, in any unit that <paramref name="theirs"/> shares.</param>
    public static async Task<Measured> CompareAsync(int rounds, Func<Task<double>> ours, Func<Task<double>> theirs) =>
        Measured.Of(await PairsAsync(rounds, ours, theirs));

    /// <summary>The same for measurements of more than one number.</summary>
    public static async Task<List<(T Ours, T Theirs)>> PairsAsync<T>(int rounds, Func<Task<T>> ours, Func<Task<T>> theirs)
    {
        await ours();
        await theirs();
        var pairs = new List<(T Ours, T Theirs)>();
        for (var round = 0; round < rounds; round++)
        {
            var first = round % 2 == 0 ? await ours() : await theirs();
            var second = round % 2 == 0 ? await theirs() : await ours();
            pairs.Add(round % 2 == 0 ? (first, second) : (second, first));
        }
        return pairs;
    }

    /// <summary>Seconds that a piece of work takes.</summary>
    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Seconds of work that stays on this thread, after the garbage of the one before has gone.</summary>
    public static Task<double> Seconds(Action work)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        work();
        return Task.FromResult(Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}

/// <summary>The medians of both sides, and the ratio ours / theirs of the rounds.</summary>
internal sealed record Measured(double Ours, double Theirs, Spread Ratio)
{
    public static Measured Of(IReadOnlyList<(double Ours, double Theirs)> pairs)
    {
        var ratios = pairs.Select(pair => pair.Ours / pair.Theirs).ToList();
        return new(Median(pairs.Select(pair => pair.Ours)), Median(pairs.Select(pair => pair.Theirs)), new(Median(ratios), ratios.Min(), ratios.Max()));
    }

    public static Measured Of<T>(IEnumerable<(T Ours, T Theirs)> pairs, Func<T, double> number) => Of([.. pairs.Select(pair => (number(pair.Ours), number(pair.Theirs)))]);

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        var middle = ordered.Count / 2;
        return ordered.Count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
