using Quartz;

namespace Tinedy.ChatOps.Clock;

/// <summary>What the clock of all replicas sees to, whatever else looks: what is due is served, and somebody watches the pager.</summary>
internal sealed class EachMinute(PassTime passTime, PagerWatchdog pager) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await passTime.PassAsync(cancellationToken);
        await pager.WatchAsync(cancellationToken);
    }
}
