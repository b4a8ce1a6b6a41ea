using Npgsql;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Statements that a host sends which has nothing to do, its schema applied and its beginning over. Nothing is timed: the server's log is
/// counted, each begin and each commit with it.
/// </summary>
internal static class IdleHost
{
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(10);

    /// <summary>Whole minutes, because some of it comes once a minute.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var asked = await CountAsync(server);
        var quartz = asked.Around("qrtz_").Count() / Idle.TotalSeconds;
        yield return Counted("idle: statements in a second", asked.Count / Idle.TotalSeconds, Aim.AtMost(1));
        yield return Counted("idle: of these, those of Quartz", quartz, null);
    }

    private static Line Counted(string name, double value, Aim? aim) => new(name, Table.Number(value), "nothing to do", new(value, value, value), aim);

    private static async Task<IReadOnlyList<Statement>> CountAsync(BenchServer server)
    {
        var home = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
        var address = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"alter database {new NpgsqlConnectionStringBuilder(address).Database} set log_statement = 'all'");
        IReadOnlyList<Statement> asked;
        await using (await HostProcess.StartAsync(new Dictionary<string, string> { ["ConnectionStrings__ChatOps"] = address, ["Execution__Directory"] = home }))
        {
            await Task.Delay(Beginning);
            var from = StatementLog.End(server);
            await Task.Delay(Idle);
            asked = await StatementLog.ReadAsync(server, from);
        }
        Directory.Delete(home, recursive: true);
        return asked;
    }
}
