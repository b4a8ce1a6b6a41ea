using System.Collections.Concurrent;
using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>
/// What follows an answer and is not part of it: a private line, a dialog that fills itself. Lost with the process, and no harm: what
/// counts is in the journal, and the board shows it.
/// </summary>
public abstract class Errands(TimeProvider time) : IDisposable
{
    /// <summary>How long a busy platform is waited for; a private answer that comes later answers nothing any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long a person waits before they are told that they have to; every platform allows at least 3 s.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly CancellationTokenSource stopping = new();

    public void Start(string what, Func<CancellationToken, Task> errand)
    {
        var task = RunAsync(what, errand);
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The answer; null when it takes longer than a platform waits, and then it follows through <paramref name="late"/>.</summary>
    public async Task<T?> InTimeAsync<T>(Task<T> asking, Action<T> late) where T : class
    {
        if (await Task.WhenAny(asking, Task.Delay(AnswerWithin, time)) == asking) return await asking;
        Start("late answer", async _ => late(await asking));
        return null;
    }

    /// <summary>What is under way gets a moment to end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(running.Keys);
        await Task.WhenAny(all, Task.Delay(Goodbye, time, cancellationToken));
        await stopping.CancelAsync();
        await all;
    }

    public void Dispose()
    {
        stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>It could not be done, and is not tried again.</summary>
    protected abstract void Failed(string what, Exception failure);

    private async Task RunAsync(string what, Func<CancellationToken, Task> errand)
    {
        try
        {
            await TryTwiceAsync(errand);
        }
        catch (Exception failure)
        {
            Failed(what, failure);
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
}
