using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>From the start of the process until <c>GET /health/ready</c> answers 200, Postgres being up, against a bare ASP.NET Core app.</summary>
internal static class StartToReady
{
    private const int RoundCount = 9;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var home = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
        var settings = new Dictionary<string, string> { ["ConnectionStrings__ChatOps"] = await server.CreateDatabaseAsync(), ["Execution__Directory"] = home };
        var measured = await Rounds.CompareAsync(RoundCount, () => UntilReadyAsync(() => HostProcess.StartAsync(settings)), () => UntilReadyAsync(HostProcess.StartBareAsync));
        Directory.Delete(home, recursive: true);
        yield return new("start to ready / a bare ASP.NET Core app", Table.Milliseconds(measured.Ours), Table.Milliseconds(measured.Theirs), measured.Ratio, Aim.AtMost(2));
    }

    private static async Task<double> UntilReadyAsync(Func<Task<HostProcess>> start)
    {
        HostProcess? process = null;
        var seconds = await Rounds.SecondsAsync(async () => process = await start());
        await process!.DisposeAsync();
        return seconds;
    }
}
