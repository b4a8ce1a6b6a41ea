using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Watching;

namespace Tinedy.ChatOps.Clock;

/// <summary>Asks who is due, and what watchers have seen. May run twice, late, or after an outage, and does no harm.</summary>
internal sealed partial class PassTime(DueProcessor due, WatchService watchers, ILogger<PassTime> logger)
{
    public async Task PassAsync(CancellationToken ct)
    {
        await TryAsync(due.PassAsync, ct);
        await TryAsync(watchers.JudgeAsync, ct);
    }

    private async Task TryAsync(Func<CancellationToken, Task<int>> serve, CancellationToken ct)
    {
        try
        {
            await serve(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next tick asks again; what is due stays due.
            LogNotPassed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due could not be served. It is tried again.")]
    private partial void LogNotPassed(Exception failure);
}
