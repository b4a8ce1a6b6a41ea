using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// What people feel of a long history, as ratios of a run with 10,000 entries to one with 10: a click, and a fresh drawing of
/// everything a page shows. Half of the entries are notes, which the fold keeps; half are ticks and undos, which it forgets.
/// </summary>
internal static class LongHistory
{
    private const int Long = 10_000;
    private const int Short = 10;
    private const int RoundCount = 11;
    private const int ClicksPerRound = 60;
    private const int Drawings = 3;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var address = await server.CreateDatabaseAsync();
        await using var service = BenchRunService.Open(address, environments: 2);
        var aged = await service.StartAsync(environment: 0);
        await SeededHistory.WriteAsync(service, aged, Long);

        var clicks = await Rounds.CompareAsync(RoundCount, () => ClickAsync(service, aged), () => OnYoungAsync(service, ClickAsync));
        yield return new("a click at history 10,000 / at 10", Table.Milliseconds(clicks.Ours), Table.Milliseconds(clicks.Theirs), clicks.Ratio, Aim.AtMost(1.10));

        var drawings = await Rounds.CompareAsync(RoundCount, () => DrawAsync(service, aged), () => OnYoungAsync(service, DrawAsync));
        yield return new("click and drawn anew (board, thread, timeline), 10,000 / 10", Table.Milliseconds(drawings.Ours), Table.Milliseconds(drawings.Theirs), drawings.Ratio);
    }

    private static async Task<double> OnYoungAsync(BenchRunService service, Func<BenchRunService, RunId, Task<double>> measure)
    {
        var run = await service.StartAsync(environment: 1);
        await SeededHistory.WriteAsync(service, run, Short);
        var measured = await measure(service, run);
        await service.ClickAsync(run, new Command.Abort($"prod1-{run}", "measured, not needed any more"));
        return measured;
    }

    /// <summary>Seconds of one click, the median of a tick, an undo and a note again and again.</summary>
    private static async Task<double> ClickAsync(BenchRunService service, RunId run)
    {
        Command[] kinds = [new Command.Tick(BenchRunService.Item), new Command.Undo(BenchRunService.Item), new Command.WriteNote("Replication lag is back to normal")];
        var seconds = new List<double>();
        for (var click = 0; click < ClicksPerRound; click++)
            seconds.Add(await Rounds.SecondsAsync(() => service.ClickAsync(run, kinds[click % kinds.Length])));
        return Measured.Median(seconds);
    }

    private static async Task<double> DrawAsync(BenchRunService service, RunId run)
    {
        var seconds = new List<double>();
        for (var drawing = 0; drawing < Drawings; drawing++)
        {
            seconds.Add(await Rounds.SecondsAsync(async () =>
            {
                await service.ClickAsync(run, new Command.WriteNote("Replication lag is back to normal"));
                _ = await service.Screens.ReadAsync(run, CancellationToken.None) ?? throw new InvalidOperationException($"There is no run {run}.");
            }));
        }
        return Measured.Median(seconds);
    }
}
