using System.Diagnostics;
using System.Globalization;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Calls of Slack's Web API for 1,000 changes of one run in 10 seconds, until its board is right, against what <see cref="Limiter"/>
/// needs for the same changes. The double refuses what is above Slack's limits, and what it refuses is counted too.
/// </summary>
internal static class SlackCalls
{
    private const int Changes = 1_000;
    private const int Items = Changes / 2;
    private const int Callers = 10;
    private const int RoundCount = 3;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var rounds = new List<(double Ours, double Theirs, double Took)>();
        for (var round = 0; round < RoundCount; round++) rounds.Add(await CountAsync(server));
        var counted = Measured.Of(rounds.Select(one => (one.Ours, one.Theirs)).ToList());
        var took = Measured.Median(rounds.Select(one => one.Took));
        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"slack-calls: for 1,000 changes in {took:0.0} s / what the limits allow"),
            string.Create(CultureInfo.InvariantCulture, $"{counted.Ours:0} calls"), string.Create(CultureInfo.InvariantCulture, $"{counted.Theirs:0} calls"),
            counted.Ratio, Aim.AtMost(1.2));
    }

    /// <summary>Every item is ticked, and then undone: each change is one that the board shows, and in the end nothing is done.</summary>
    private static async Task<(double Ours, double Theirs, double Took)> CountAsync(BenchServer server)
    {
        await using var stage = await SlackStage.OpenAsync(server, channels: 1, items: Items);
        stage.Slack.Faults.RateLimits = true;
        var (began, at) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        var durable = new double[Changes];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            // Each caller has items of its own, so that none is undone before it is ticked.
            for (var change = caller; change < Changes; change += Callers)
            {
                var early = (Time.TotalSeconds * change / Changes) - Stopwatch.GetElapsedTime(began).TotalSeconds;
                if (early > 0) await Task.Delay(TimeSpan.FromSeconds(early));
                var item = (change % Items) + 1;
                await stage.DoAsync(0, change < Items ? $"done 1.1.{item}" : $"undo 1.1.{item}");
                durable[change] = Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
        })));
        await stage.Slack.UntilAsync(_ => stage.CallsSince(at).LastOrDefault(call => SlackStage.DoneOn(call) is not null) is { } last && SlackStage.DoneOn(last) == 0, "The board is not right.", TimeSpan.FromSeconds(60));
        // What comes after the board is right is counted as well.
        await Task.Delay(Quiet);
        return (stage.CallsSince(at).Count, Limiter.Updates(durable).Count, durable.Max());
    }
}
