using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Durable sign-offs a second at 16 callers, each on runs of its own, against plain inserts of pgbench at 16 clients on the same
/// server. A sign-off is decided, chained, and writes an event, a signature, a request and what a room is to be told, with their keys
/// checked; every sixth also completes its run. The plain insert is one row.
/// </summary>
internal static class SignOffs
{
    private const int Callers = 16;
    private const int RunsPerCaller = 8;
    private const int RoundCount = 5;
    private const int PgbenchSeconds = 2;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var address = await server.CreateDatabaseAsync();
        if (await Pgbench.PrepareAsync(server, address) is not { } pgbench)
        {
            yield return new("sign-offs: this Postgres came without pgbench", "-", "-", null);
            yield break;
        }
        await using var service = BenchRunService.Open(address, Callers * RunsPerCaller);
        var measured = await Rounds.CompareAsync(RoundCount, () => SignAsync(service), () => pgbench.RunAsync(Callers, PgbenchSeconds));
        yield return new("durable sign-offs at 16 callers / pgbench inserts", Table.PerSecond(measured.Ours), Table.PerSecond(measured.Theirs), measured.Ratio, Aim.AtLeast(0.8));
    }

    /// <summary>Sign-offs a second. Making the runs is not part of it.</summary>
    private static async Task<double> SignAsync(BenchRunService service)
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => PrepareAsync(service, caller))));
        var seconds = await Rounds.SecondsAsync(() => Task.WhenAll(runs.Select(own => Task.Run(() => SignAllAsync(service, own)))));
        return Callers * RunsPerCaller * BenchRunService.Roles.Length / seconds;
    }

    private static async Task<List<RunId>> PrepareAsync(BenchRunService service, int caller)
    {
        var runs = new List<RunId>();
        for (var n = 0; n < RunsPerCaller; n++) runs.Add(await service.StartReadyToSignAsync((caller * RunsPerCaller) + n));
        return runs;
    }

    private static async Task SignAllAsync(BenchRunService service, List<RunId> runs)
    {
        foreach (var run in runs)
            for (var role = 0; role < BenchRunService.Roles.Length; role++)
                await service.ClickAsync(run, new Command.Sign(BenchRunService.Roles[role]), role);
    }
}
