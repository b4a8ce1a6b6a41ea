using System.ComponentModel;
using System.Threading.Channels;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Serving;

/// <summary>Has the tools of each run looked at once, after it has started; those of runs that another process left with the first look at all runs.</summary>
[DisplayName("the look at a run's tools")]
internal sealed partial class ToolInspectionWorker(ToolInspection inspection, RunFeed feed, TimeProvider time, ILogger<ToolInspectionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var heard = Channel.CreateUnbounded<RunId>(new() { SingleReader = true });
        using var listening = feed.Listen(run => heard.Writer.TryWrite(run));
        var seen = new HashSet<RunId>();
        await foreach (var run in heard.Reader.ReadAllAsync(stoppingToken))
        {
            if (!seen.Add(run) || await TryAsync(run, stoppingToken)) continue;
            seen.Remove(run);
            await Task.Delay(Again, time, stoppingToken);
            heard.Writer.TryWrite(run);
        }
    }

    private async Task<bool> TryAsync(RunId run, CancellationToken ct)
    {
        try
        {
            await inspection.LookAsync(run, ct);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotSeen(failure, run.Number);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tools of run {Run} could not be looked at. It is tried again.")]
    private partial void LogNotSeen(Exception failure, long run);
}
