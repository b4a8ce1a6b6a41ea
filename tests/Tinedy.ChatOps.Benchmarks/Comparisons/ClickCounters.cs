using Npgsql;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Commits and statements a click, as the server counts them: commits from <c>pg_stat_database</c>, statements from its own log under
/// <c>log_statement = all</c>, where a begin or a second round trip would show. The same run is played with few clicks and with many,
/// and the difference is divided by the clicks between them, so that opening connections and runs falls out. Nothing is timed.
/// </summary>
internal static class ClickCounters
{
    private const int Few = 40;
    private const int Many = 240;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        // A worker of autovacuum commits too, and is not ours.
        await server.ExecuteAsync("alter system set autovacuum = off");
        await server.ExecuteAsync("select pg_reload_conf()");
        foreach (var (kind, next) in Kinds())
        {
            var few = await CountAsync(server, Few, next);
            var many = await CountAsync(server, Many, next);
            var commits = (double)(many.Commits - few.Commits) / (Many - Few);
            var statements = (double)(many.Statements - few.Statements) / (Many - Few);
            yield return Counted($"commits: {kind}", commits, Aim.AtMost(1));
            yield return Counted($"statements: {kind}", statements, Aim.AtMost(3));
        }
        await server.ExecuteAsync("alter system reset autovacuum");
        await server.ExecuteAsync("select pg_reload_conf()");
    }

    private static Line Counted(string name, double value, Aim aim) => new(name, Table.Number(value), "1 click", new(value, value, value), aim);

    private static IEnumerable<(string Kind, Func<int, (Command Command, int Role)> Next)> Kinds()
    {
        yield return ("a tick or its undo", click => (click % 2 == 0 ? new Command.Tick(BenchRunService.Item) : new Command.Undo(BenchRunService.Item), 0));
        yield return ("a note", _ => (new Command.WriteNote("Replication lag is back to normal"), 0));
        yield return ("a sign-off", click => (new Command.Sign(BenchRunService.Roles[click % BenchRunService.Roles.Length]), click % BenchRunService.Roles.Length));
    }

    private static async Task<(long Commits, int Statements)> CountAsync(BenchServer server, int clicks, Func<int, (Command Command, int Role)> next)
    {
        var address = await server.CreateDatabaseAsync();
        var database = new NpgsqlConnectionStringBuilder(address).Database!;
        await server.ExecuteAsync($"alter database {database} set log_statement = 'all'");
        await SettledAsync(server, database);
        var (commits, logged) = (await CommitsAsync(server, database), StatementLog.End(server));
        var perRun = next(0).Command is Command.Sign ? BenchRunService.Roles.Length : clicks;
        // The same runs, whether few or many clicks follow: what the comparison subtracts must be the same.
        await using (var service = BenchRunService.Open(address, (Many / perRun) + 1)) await PlayAsync(service, clicks, perRun, next);
        await SettledAsync(server, database);
        return (await CommitsAsync(server, database) - commits, (await StatementLog.ReadAsync(server, logged)).Count);
    }

    private static async Task PlayAsync(BenchRunService service, int clicks, int perRun, Func<int, (Command Command, int Role)> next)
    {
        var runs = new List<RunId>();
        for (var n = 0; n < Math.Max(1, next(0).Command is Command.Sign ? Many / perRun : 1); n++)
            runs.Add(next(0).Command is Command.Sign ? await service.StartReadyToSignAsync(n) : await service.StartAsync(n));
        for (var click = 0; click < clicks; click++)
        {
            var (command, role) = next(click);
            await service.ClickAsync(runs[click / perRun], command, role);
        }
    }

    /// <summary>A session adds what it counted when it ends: wait until none is left.</summary>
    private static async Task SettledAsync(BenchServer server, string database)
    {
        while (await server.ScalarAsync<long>($"select count(*) from pg_stat_activity where datname = '{database}'") > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
    }

    private static Task<long> CommitsAsync(BenchServer server, string database) =>
        server.ScalarAsync<long>($"select xact_commit from pg_stat_database where datname = '{database}'");
}
