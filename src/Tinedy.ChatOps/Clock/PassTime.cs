using Quartz;
using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Clock;

/// <summary>Asks who is due. May run twice, late, or after an outage, and does no harm.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PassTime(Timekeeper timekeeper, ILogger<PassTime> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await timekeeper.PassAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next tick asks again; what is due stays due.
            LogNotPassed(failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due could not be served: {Why}. It is tried again.")]
    private partial void LogNotPassed(string why);
}
