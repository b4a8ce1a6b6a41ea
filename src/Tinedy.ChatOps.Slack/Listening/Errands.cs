using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Slack.Client;

namespace Tinedy.ChatOps.Slack.Listening;

/// <summary>
/// What follows an answer and is not part of it: a private line, a dialog that fills itself. Lost with the process, and no harm: what
/// counts is in the journal, and the board shows it.
/// </summary>
internal sealed partial class Errands(TimeProvider time, ILogger<Errands> logger) : IHostedService, IDisposable
{
    /// <summary>How long a busy Slack is waited for; a private answer that comes later answers nothing any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly CancellationTokenSource stopping = new();

    public void Start(string what, Func<CancellationToken, Task> errand)
    {
        var task = RunAsync(what, errand);
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is under way gets a moment to end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(running.Keys);
        await Task.WhenAny(all, Task.Delay(Goodbye, time, cancellationToken));
        await stopping.CancelAsync();
        await all;
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(string what, Func<CancellationToken, Task> errand)
    {
        try
        {
            await TryTwiceAsync(errand);
        }
        catch (Exception failure)
        {
            LogFailed(what, failure is SlackSilence or SlackRefusal or RoomBusyException ? failure.Message : failure.ToString());
        }
    }

    private async Task TryTwiceAsync(Func<CancellationToken, Task> errand)
    {
        try
        {
            await errand(stopping.Token);
        }
        catch (RoomBusyException busy) when (busy.Wait < Patience)
        {
            await Task.Delay(busy.Wait, time, stopping.Token);
            await errand(stopping.Token);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not said in Slack ({What}): {Why}")]
    private partial void LogFailed(string what, string why);
}
