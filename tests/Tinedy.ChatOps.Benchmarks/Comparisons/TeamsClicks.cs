using System.Diagnostics;
using System.Globalization;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// What people feel in Teams: from a click with its token to the durable answer, beside <c>RunDesk.HandleAsync</c> of the same in this
/// process; what a click with a forged token costs, beside a bare POST of the same bytes; and calls of the connector for 1,000 changes.
/// </summary>
internal static class TeamsClicks
{
    private const int Callers = 16;
    private const int RoundCount = 3;
    private const int Changes = 1_000;
    private const int Items = Changes / 2;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ChangesTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        await using (var service = BenchRunService.Open(await server.CreateDatabaseAsync(), Callers))
        await using (var stage = await TeamsStage.OpenAsync(server, Callers, items: 2))
        {
            var runs = new List<RunId>();
            for (var caller = 0; caller < Callers; caller++) runs.Add(await service.StartAsync(caller));
            var full = await Rounds.PairsAsync(RoundCount,
                () => Load.SaturateAsync(Callers, Time, (caller, piece) => stage.ClickAsync(caller, 1, undo: piece % 2 == 1)),
                () => Load.SaturateAsync(Callers, Time, (caller, piece) => service.ClickAsync(runs[caller], piece % 2 == 0 ? new Command.Tick(BenchRunService.Item) : new Command.Undo(BenchRunService.Item))));
            var most = Measured.Of(full, load => load.PerSecond);
            yield return new("teams: clicks to the durable answer at 16 callers / engine alone", Table.PerSecond(most.Ours), Table.PerSecond(most.Theirs), most.Ratio);
            yield return Times("teams: p50 at saturation / engine alone", Measured.Of(full, load => load.P50));
            yield return Times("teams: p99 at saturation / engine alone", Measured.Of(full, load => load.P99));
        }
        yield return await ForgedAsync(server);
        yield return await CallsAsync(server);
    }

    /// <summary>Every token is judged anew, RS256 and all: that is what a refusal costs.</summary>
    private static async Task<Line> ForgedAsync(BenchServer server)
    {
        await using var stage = await TeamsStage.OpenAsync(server, channels: 1, items: 2);
        await using var bare = await HostProcess.StartBareAsync();
        var (forged, click) = (stage.Forged(), stage.Click(0, 1, undo: false).ToJsonString());
        var measured = await Rounds.CompareAsync(RoundCount, () => AskAsync(new(stage.Address, "api/messages"), 401), () => AskAsync(new(bare.Address, "slack/commands"), 200));
        return new("teams: forged clicks refused / bare ASP.NET Core POSTs of the same bytes", Table.PerSecond(measured.Ours), Table.PerSecond(measured.Theirs), measured.Ratio);

        async Task<double> AskAsync(Uri where, int status) => (await Load.SaturateAsync(Callers, Time, async (_, _) =>
        {
            if ((await stage.SendAsync(where, click, forged)).Status is var answered && answered != status) throw new InvalidOperationException($"HTTP {answered}");
        })).PerSecond;
    }

    private static async Task<Line> CallsAsync(BenchServer server)
    {
        await using var stage = await TeamsStage.OpenAsync(server, channels: 1, items: Items);
        stage.Teams.Faults.RateLimits = true;
        var (began, before) = (Stopwatch.GetTimestamp(), stage.Teams.Calls.Count);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            // Each caller has items of its own, so that none is undone before it is ticked.
            for (var item = caller; item < Items; item += Callers)
                foreach (var undo in new[] { false, true })
                {
                    var early = (ChangesTime.TotalSeconds * item / Items) - Stopwatch.GetElapsedTime(began).TotalSeconds;
                    if (early > 0) await Task.Delay(TimeSpan.FromSeconds(early));
                    await stage.ClickAsync(0, item + 1, undo);
                }
        })));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await stage.Teams.Tenant.UntilAsync(tenant => tenant.Messages.Any(message => message.Says("0 of 500 done")), "The board is not right.");
        await Task.Delay(Quiet);
        var calls = stage.Teams.Calls.Skip(before).ToList();
        return new(string.Create(CultureInfo.InvariantCulture, $"teams: connector calls for 1,000 changes in {took:0.0} s / refused of them with 429"),
            string.Create(CultureInfo.InvariantCulture, $"{calls.Count} calls"), string.Create(CultureInfo.InvariantCulture, $"{calls.Count(call => call.Status == 429)} calls"), null);
    }

    private static Line Times(string name, Measured measured) => new(name, Table.Milliseconds(measured.Ours), Table.Milliseconds(measured.Theirs), measured.Ratio);
}
