using System.Diagnostics;

namespace Tinedy.ChatOps.Benchmarks.Measuring;

/// <summary>What came of a load: how much was done a second, and how long each piece took, in seconds.</summary>
internal sealed record Load(double PerSecond, double P50, double P99)
{
    /// <summary>Callers who each begin the next piece when the last is done, until the time is over.</summary>
    public static Task<Load> SaturateAsync(int callers, TimeSpan time, Func<int, int, Task> work) => RunAsync(callers, time, TimeSpan.Zero, work);

    /// <summary>The same callers, each in turn, so many pieces a second in all.</summary>
    public static Task<Load> PaceAsync(int callers, TimeSpan time, double perSecond, Func<int, int, Task> work) =>
        RunAsync(callers, time, TimeSpan.FromSeconds(callers / perSecond), work);

    /// <summary>The value below which this share of them lies.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToList();
        return ordered[(int)Math.Min(ordered.Count - 1, Math.Floor(ordered.Count * share))];
    }

    /// <param name="work">Of a caller, its how-manieth piece.</param>
    private static async Task<Load> RunAsync(int callers, TimeSpan time, TimeSpan every, Func<int, int, Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        var took = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller))));
        var all = took.SelectMany(one => one).ToList();
        return new(all.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, Quantile(all, 0.5), Quantile(all, 0.99));

        async Task<List<double>> CallAsync(int caller)
        {
            var seconds = new List<double>();
            // An even number, so that what is done by one piece and undone by the next is as it was.
            for (var piece = 0; Stopwatch.GetElapsedTime(began) < time || piece % 2 == 1; piece++)
            {
                // One that could not begin when it was due has waited since then.
                var from = began + Ticks((every * piece) + (every * caller / callers));
                var now = Stopwatch.GetTimestamp();
                if (every == TimeSpan.Zero) from = now;
                else if (from > now)
                {
                    await Task.Delay(Stopwatch.GetElapsedTime(now, from));
                    from = Stopwatch.GetTimestamp();
                }
                await work(caller, piece);
                seconds.Add(Stopwatch.GetElapsedTime(from).TotalSeconds);
            }
            return seconds;
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
