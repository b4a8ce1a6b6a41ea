using Quartz;

namespace Tinedy.ChatOps.Clock;

/// <summary>Jobs of earlier versions stay in the database until somebody takes them out: Quartz would fire them for ever.</summary>
internal sealed partial class RetiredJobs(ISchedulerFactory schedulers, ILogger<RetiredJobs> logger) : IHostedService
{
    private static readonly JobKey[] Retired = [new("pass-time"), new("watch-pager")];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            foreach (var job in Retired) await scheduler.DeleteJob(job, cancellationToken);
        }
        catch (SchedulerException failure)
        {
            // They do no harm but to the log; the service must not stay away for them.
            LogLeft(failure.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Jobs of an earlier version could not be taken out of Quartz' tables: {Why}")]
    private partial void LogLeft(string why);
}
