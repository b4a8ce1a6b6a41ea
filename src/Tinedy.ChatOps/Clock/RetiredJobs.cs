using Quartz;

namespace Tinedy.ChatOps.Clock;

/// <summary>Jobs of earlier versions stay in the database until somebody takes them out: Quartz would fire them for ever.</summary>
internal sealed class RetiredJobs(ISchedulerFactory schedulers) : IHostedService
{
    private static readonly JobKey[] Retired = [new("pass-time"), new("watch-pager")];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var job in Retired) await scheduler.DeleteJob(job, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
