using System.Diagnostics;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// What people feel in Slack: from a signed command to the durable 200, beside <c>RunDesk.HandleAsync</c> of the same command in this
/// process, each of the callers ticking and undoing on a run of its own; and from the command to the board, on one run, beside a sender
/// that costs nothing and keeps to Slack's limits.
/// </summary>
internal static class SlackCommands
{
    private const int Callers = 16;
    private const int RoundCount = 5;
    private const int BoardRounds = 3;
    private const int BoardItems = 400;
    private const int BoardCallers = 8;
    private const double Light = 0.3;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BoardPatience = TimeSpan.FromSeconds(30);

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        double light;
        await using (var service = BenchRunService.Open(await server.CreateDatabaseAsync(), Callers))
        await using (var stage = await SlackStage.OpenAsync(server, Callers, items: 2))
        {
            var runs = new List<RunId>();
            for (var caller = 0; caller < Callers; caller++) runs.Add(await service.StartAsync(caller));
            Task CommandAsync(int caller, int piece) => stage.DoAsync(caller, piece % 2 == 0 ? "done 1.1.1" : "undo 1.1.1");
            Task UnnamedAsync(int caller, int piece) => stage.DoUnnamedAsync(caller, piece % 2 == 0 ? "done 1.1.1" : "undo 1.1.1");
            Task ClickAsync(int caller, int piece) => service.ClickAsync(runs[caller], piece % 2 == 0 ? new Command.Tick(BenchRunService.Item) : new Command.Undo(BenchRunService.Item));

            var full = await Rounds.PairsAsync(RoundCount, () => Load.SaturateAsync(Callers, Time, CommandAsync), () => Load.SaturateAsync(Callers, Time, ClickAsync));
            var most = Measured.Of(full, load => load.PerSecond);
            yield return new("slack: commands to durable 200 at 16 callers / engine alone", Table.PerSecond(most.Ours), Table.PerSecond(most.Theirs), most.Ratio);
            yield return Times("slack: p50 at saturation / engine alone", Measured.Of(full, load => load.P50));
            yield return Times("slack: p99 at saturation / engine alone", Measured.Of(full, load => load.P99));

            var unnamed = Measured.Of(await Rounds.PairsAsync(RoundCount, () => Load.SaturateAsync(Callers, Time, UnnamedAsync), () => Load.SaturateAsync(Callers, Time, CommandAsync)), load => load.PerSecond);
            yield return new("slack: commands that do not name one of 16 runs / that do", Table.PerSecond(unnamed.Ours), Table.PerSecond(unnamed.Theirs), unnamed.Ratio);

            light = most.Ours * Light;
            var calm = await Rounds.PairsAsync(RoundCount, () => Load.PaceAsync(Callers, Time, light, CommandAsync), () => Load.PaceAsync(Callers, Time, light, ClickAsync));
            yield return Times($"slack: p50 at 30 % ({light:0}/s) / engine alone, as many", Measured.Of(calm, load => load.P50));
            yield return Times("slack: p99 at 30 % / engine alone, as many", Measured.Of(calm, load => load.P99));
        }

        var rushed = await BoardsAsync(server, double.PositiveInfinity);
        yield return Times("slack: command to the board, p50 at saturation / limits alone", Measured.Of(rushed.Select(one => (one.Ours.P50, one.Theirs.P50)).ToList()));
        yield return Times("slack: command to the board, p99 at saturation / limits alone", Measured.Of(rushed.Select(one => (one.Ours.P99, one.Theirs.P99)).ToList()));
        light = Measured.Median(rushed.Select(one => one.Ours.PerSecond)) * Light;
        var eased = await BoardsAsync(server, light);
        yield return Times($"slack: command to the board, p50 at 30 % ({light:0}/s) / limits", Measured.Of(eased.Select(one => (one.Ours.P50, one.Theirs.P50)).ToList()));
        yield return Times("slack: command to the board, p99 at 30 % / limits alone", Measured.Of(eased.Select(one => (one.Ours.P99, one.Theirs.P99)).ToList()));
    }

    private static Line Times(string name, Measured measured) => new(name, Table.Milliseconds(measured.Ours), Table.Milliseconds(measured.Theirs), measured.Ratio);

    private static async Task<List<(Load Ours, Load Theirs)>> BoardsAsync(BenchServer server, double perSecond)
    {
        var pairs = new List<(Load, Load)>();
        for (var round = 0; round < BoardRounds; round++) pairs.Add(await BoardAsync(server, perSecond));
        return pairs;
    }

    /// <summary>Every item of a fresh run is ticked once, so that a board says how many of the commands it shows.</summary>
    private static async Task<(Load Ours, Load Theirs)> BoardAsync(BenchServer server, double perSecond)
    {
        await using var stage = await SlackStage.OpenAsync(server, channels: 1, items: BoardItems);
        var (began, at) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        var next = 0;
        var sent = new double[BoardItems];
        var every = double.IsInfinity(perSecond) ? 0 : 1 / perSecond;
        await Task.WhenAll(Enumerable.Range(0, BoardCallers).Select(_ => Task.Run(async () =>
        {
            for (int item; (item = Interlocked.Increment(ref next) - 1) < BoardItems;)
            {
                var early = (every * item) - Stopwatch.GetElapsedTime(began).TotalSeconds;
                if (early > 0) await Task.Delay(TimeSpan.FromSeconds(early));
                sent[item] = Stopwatch.GetElapsedTime(began).TotalSeconds;
                await stage.DoAsync(0, $"done 1.1.{item + 1}");
            }
        })));
        var rate = BoardItems / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await stage.Slack.UntilAsync(_ => stage.CallsSince(at).Any(call => SlackStage.DoneOn(call) == BoardItems), "The board is not right.", BoardPatience);

        var boards = stage.CallsSince(at).Where(call => SlackStage.DoneOn(call) is not null)
            .Select(call => (Done: SlackStage.DoneOn(call)!.Value, At: (call.AnsweredAt!.Value - at).TotalSeconds)).ToList();
        var ideal = Limiter.Updates(sent);
        Array.Sort(sent);
        return (Of(item => boards.First(board => board.Done > item).At), Of(item => ideal.First(update => update >= sent[item])));

        Load Of(Func<int, double> shown)
        {
            var seconds = Enumerable.Range(0, BoardItems).Select(item => Math.Max(0, shown(item) - sent[item])).ToList();
            return new(rate, Load.Quantile(seconds, 0.5), Load.Quantile(seconds, 0.99));
        }
    }
}
