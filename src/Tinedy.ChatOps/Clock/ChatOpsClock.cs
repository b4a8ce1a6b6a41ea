using Npgsql;
using Quartz;

namespace Tinedy.ChatOps.Clock;

/// <summary>
/// Quartz is the clock and the cluster: persistent, on our Postgres, one scheduler of all replicas firing each tick. It knows nothing of
/// runs; what is due stands in our own tables, and a job asks who is due.
/// </summary>
internal static class ChatOpsClock
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Tables of Quartz lie beside ours, see the migration <c>clock</c>.</summary>
    private const string Tables = "chatops.qrtz_";

    /// <param name="tick">How long time may have passed before somebody looks.</param>
    public static IServiceCollection AddChatOpsClock(this IServiceCollection services, TimeSpan tick)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "chatops";
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database => database.DataSourceFactory = provider => provider.GetRequiredService<NpgsqlDataSource>());
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = Tables;
                    options.StoreJobDataAsStrings = true;
                });
                store.UseClustering(_ => { });
            });
            Each<PassTime>(quartz, "pass-time", tick);
            Each<WatchPager>(quartz, "watch-pager", Minute);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<PromptWorker>();
        services.AddHostedService<PagerWorker>();
        return services;
    }

    /// <summary>After an outage it fires once, at its next turn: what was missed is still due.</summary>
    private static void Each<TJob>(IQuartzBuilder quartz, string name, TimeSpan interval) where TJob : class, IJob => quartz.ScheduleJob<TJob>(
        trigger => trigger.WithIdentity(name).StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
        job => job.WithIdentity(name));
}
