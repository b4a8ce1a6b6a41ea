using System.Threading.Channels;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Clock;

/// <summary>Serves at once what an entry has just made due: the contact after one whose page was refused must not wait for the next tick.</summary>
internal sealed partial class PromptWorker(Timekeeper timekeeper, RunFeed feed, ILogger<PromptWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changed = Channel.CreateUnbounded<RunId>(new() { SingleReader = true });
        using var listening = feed.Listen(run => changed.Writer.TryWrite(run));
        await foreach (var run in changed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await timekeeper.PassIfDueAsync(run, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLeft(run.Number, failure.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due in run {Run} is left to the next tick: {Why}")]
    private partial void LogLeft(long run, string why);
}
