using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Scheduled runs as timers: how many begin in a second when all are due, against Quartz's own persistent one-off triggers on the same
/// server with a job that does nothing; how late they begin beyond the poll among 10,000 that wait.
/// </summary>
internal static class Timers
{
    private const int RoundCount = 3;
    private const int AtOnce = 400;
    private const int Pending = 10_000;
    private const int Measured = 600;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(60);

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var rates = await Rounds.CompareAsync(RoundCount, () => OursAsync(server), () => TheirsAsync(server));
        yield return new($"timers: {AtOnce} runs begun / Quartz one-off triggers fired", Table.PerSecond(rates.Ours), Table.PerSecond(rates.Theirs), rates.Ratio, Aim.AtLeast(10));

        var late = await LatenessAsync(server);
        yield return Counted("timers: lateness beyond the poll, p50, 10,000 waiting", Table.Milliseconds(late.Median), $"{Poll.TotalSeconds:0} s poll", late.Median * 1000, null);
        yield return Counted("timers: lateness beyond the poll, p99, 10,000 waiting", Table.Milliseconds(late.P99), $"{Poll.TotalSeconds:0} s poll", late.P99 * 1000, Aim.AtMost(50));
    }

    private static Line Counted(string name, string ours, string theirs, double value, Aim? aim) => new(name, ours, theirs, new(value, value, value), aim);

    /// <summary>Runs that begin in a second, all due at once, by one clock.</summary>
    private static async Task<double> OursAsync(BenchServer server)
    {
        await using var service = BenchRunService.Open(await server.CreateDatabaseAsync(), AtOnce);
        var moment = await ScheduleAllAsync(service, AtOnce, TimeSpan.FromSeconds(20), TimeSpan.Zero);
        await UntilAsync(moment);
        var served = 0;
        var seconds = await Rounds.SecondsAsync(async () => served = await service.Timekeeper.PassAsync(CancellationToken.None));
        // Served, and then looked at once more for what comes next.
        if (served < AtOnce) throw new InvalidOperationException($"{served} of {AtOnce} were served.");
        return AtOnce / seconds;
    }

    /// <summary>The store and the cluster that our clock uses, and Quartz's usual ten threads.</summary>
    private static async Task<double> TheirsAsync(BenchServer server)
    {
        var address = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(address);
        var fired = new Fired(AtOnce);
        var services = new ServiceCollection().AddLogging().AddSingleton(fired).AddSingleton(source);
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => (scheduler.InstanceName, scheduler.GenerateInstanceId) = ("bench", true));
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database => database.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
                store.ConfigureStore(options => (options.TablePrefix, options.StoreJobDataAsStrings) = ("chatops.qrtz_", true));
                store.UseClustering(_ => { });
            });
        });
        await using var provider = services.BuildServiceProvider();
        var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.AddJob(JobBuilder.Create<Nothing>().WithIdentity("nothing").StoreDurably().Build(), new AddJobOptions { Replace = true });
        for (var number = 0; number < AtOnce; number++)
            await scheduler.ScheduleJob(TriggerBuilder.Create().ForJob("nothing").StartAt(TimeProvider.System.GetUtcNow()).Build());
        var seconds = await Rounds.SecondsAsync(async () =>
        {
            await scheduler.Start();
            await fired.All;
        });
        await scheduler.Shutdown(waitForJobsToComplete: true);
        return AtOnce / seconds;
    }

    private static async Task<(double Median, double P99)> LatenessAsync(BenchServer server)
    {
        var address = await server.CreateDatabaseAsync();
        await using var service = BenchRunService.Open(address, Measured);
        var from = await ScheduleAllAsync(service, Measured, TimeSpan.FromSeconds(30), Over);
        // The others wait as long as it takes; their journals are not read before their moment, so they need none.
        await BenchServer.ExecuteAsync(address, $"""
            insert into chatops.run select n, 'other' || n, 'small.md', '', '', now() from generate_series(1000000, {1_000_000 + Pending - Measured - 1}) n;
            insert into chatops.run_due (run_id, seq, due_at) select id, 1, now() + interval '1 day' from chatops.run where id >= 1000000;
            analyze chatops.run_due;
            """);
        var due = service.Timekeeper;
        using var clock = new PeriodicTimer(Poll);
        while (TimeProvider.System.GetUtcNow() < from + Over + 2 * Poll)
        {
            await clock.WaitForNextTickAsync();
            await due.PassAsync(CancellationToken.None);
        }
        var late = new List<double>();
        foreach (var id in await service.Journal.ListAsync(Pending, CancellationToken.None))
            if (id.Number < 1_000_000 && await service.Runs.ReadAsync(id, CancellationToken.None) is { Appointment: { } appointment } run)
                late.Add(Math.Max(0, (run.BegunAt!.Value - appointment.At - Poll).TotalSeconds));
        late.Sort();
        return (late[late.Count / 2], late[late.Count * 99 / 100]);
    }

    /// <summary>Schedules runs evenly over a stretch of time that begins later; answers its beginning.</summary>
    private static async Task<DateTimeOffset> ScheduleAllAsync(BenchRunService service, int count, TimeSpan later, TimeSpan over)
    {
        var from = TimeProvider.System.GetUtcNow() + later;
        for (var number = 0; number < count; number++) await service.ScheduleAsync(number, from + over * number / count);
        if (TimeProvider.System.GetUtcNow() > from) throw new InvalidOperationException("The machine is too busy: the first moment came before the last was scheduled.");
        return from;
    }

    private static async Task UntilAsync(DateTimeOffset moment)
    {
        while (TimeProvider.System.GetUtcNow() < moment) await Task.Delay(TimeSpan.FromMilliseconds(50));
    }

    internal sealed class Fired(int awaited)
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int count;

        public Task All => all.Task;

        public void One()
        {
            if (Interlocked.Increment(ref count) == awaited) all.SetResult();
        }
    }

    internal sealed class Nothing(Fired fired) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            fired.One();
            return default;
        }
    }
}
