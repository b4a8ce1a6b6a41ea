using System.ComponentModel;
using System.Threading.Channels;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Serving;

/// <summary>Calls out what is changed here, and passes on what others call out. Nothing depends on it but how soon they notice.</summary>
[DisplayName("the other replicas")]
internal sealed partial class ReplicaNotificationWorker(IReplicaNotifier notifier, RunFeed feed, TimeProvider time, ILogger<ReplicaNotificationWorker> logger) : BackgroundService
{
    /// <summary>The first change is called out at once; what follows while it is hot, together.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(HearAsync(stoppingToken), CallAsync(stoppingToken));

    private async Task HearAsync(CancellationToken ct)
    {
        while (true)
        {
            await TryAsync(() => notifier.HearAsync(feed.Heard, ct));
            await Task.Delay(Again, time, ct);
        }
    }

    private async Task CallAsync(CancellationToken ct)
    {
        var changed = Channel.CreateUnbounded<RunId>(new() { SingleReader = true });
        using var listening = feed.ListenHere(run => changed.Writer.TryWrite(run));
        while (await changed.Reader.WaitToReadAsync(ct))
        {
            var runs = new HashSet<RunId>();
            while (changed.Reader.TryRead(out var run)) runs.Add(run);
            await TryAsync(() => notifier.CallAsync(runs, ct));
            await Task.Delay(Gather, time, ct);
        }
    }

    private async Task TryAsync(Func<Task> speak)
    {
        try
        {
            await speak();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogSilent(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Replicas do not hear each other for a moment.")]
    private partial void LogSilent(Exception failure);
}
