using System.Data.Common;
using Quartz;

namespace Tinedy.ChatOps.Clock;

/// <summary>
/// Quartz is the clock and the cluster: persistent, on our Postgres, one scheduler of all replicas firing each minute. It knows nothing of
/// runs; what is due stands in our own tables, and a job asks who is due. It costs some thirty statements to fire once, so what must not
/// wait for a minute is not left to it: see <see cref="DueWorker"/>.
/// </summary>
internal static class ChatOpsClock
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Tables of Quartz lie beside ours, see the migration <c>clock</c>.</summary>
    private const string Tables = "chatops.qrtz_";

    /// <param name="tick">How long what is due may wait.</param>
    public static IServiceCollection AddChatOpsClock(this IServiceCollection services, TimeSpan tick)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "chatops";
                scheduler.GenerateInstanceId = true;
                scheduler.MaxBatchSize = 1;
                // There is one trigger, and its minute is known: in between there is nothing to ask for.
                scheduler.IdleWaitTime = Minute;
            });
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database => database.DataSourceFactory = provider => provider.GetRequiredService<DbDataSource>());
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = Tables;
                    options.StoreJobDataAsStrings = true;
                });
                // Whoever is lost had at most a minute's work, which the next minute has as well.
                store.UseClustering(cluster => cluster.CheckinInterval = Minute);
            });
            // After an outage it fires once, at its next turn: what was missed is still due.
            quartz.ScheduleJob<EachMinute>(
                trigger => trigger.WithIdentity("each-minute").StartNow()
                    .WithSimpleSchedule(schedule => schedule.WithInterval(Minute).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
                job => job.WithIdentity("each-minute"));
        });
        // After each start without a stop it warns of "failed or restarted instances", and nothing is lost then: what is due stands in our tables.
        services.AddLogging(logging => logging.AddFilter("Quartz.Impl.AdoJobStore", LogLevel.Error));
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<RetiredJobs>();
        services.AddSingleton(new ClockTick(tick));
        services.AddSingleton<PassTime>();
        services.AddSingleton<PagerWatchdog>();
        services.AddHostedService<DueWorker>();
        services.AddHostedService<PagerWorker>();
        return services;
    }
}
