using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Chat.Answers;

/// <summary>
/// What follows an answer and is not part of it: a private line, a dialog that fills itself. Lost with the process, and no harm: what
/// counts is in the journal, and the board shows it. What is for one person goes one after the other, and waits as long as it must.
/// </summary>
/// <param name="platform">As people know it: "Slack".</param>
/// <param name="deadlines">Null: those of the platforms.</param>
public abstract partial class BackgroundReplies(string platform, TimeProvider time, ILogger logger, AnswerDeadlines? deadlines = null) : IHostedService, IDisposable
{
    /// <summary>How often a busy platform is asked again for something that belongs to a moment, as a dialog does.</summary>
    private const int MostTries = 3;

    /// <summary>How often something private is sent whose answer was lost: each time may have been a copy.</summary>
    private const int MostSends = 10;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>That wait for one person; beyond that somebody floods us.</summary>
    private const int MostInTurn = 1_000;

    /// <summary>Tries of many people that fail in one moment do not come back in one moment.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly AnswerDeadlines deadlines = deadlines ?? AnswerDeadlines.OfThePlatforms;
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly Dictionary<string, Queue<Work>> turns = [];
    private readonly CancellationTokenSource stopping = new();
    private int spreads;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Start(string what, Func<CancellationToken, Task> work) => Follow(RunAsync(new(what, work), () => TryAsync(work)));

    /// <summary>
    /// Something for one person: behind what was started for them before, and tried again until the platform takes it or says no. So that
    /// nothing is lost while a conversation is only busy, and one that hangs keeps nobody else waiting.
    /// </summary>
    public void StartInTurn(string what, string person, Func<CancellationToken, Task> work)
    {
        lock (turns)
        {
            if (turns.TryGetValue(person, out var waiting))
            {
                if (waiting.Count >= MostInTurn) Failed(what, new InvalidOperationException($"{MostInTurn} answers wait for this person already."));
                else waiting.Enqueue(new(what, work));
                return;
            }
            turns[person] = new([new(what, work)]);
        }
        Follow(ServeAsync(person));
    }

    /// <summary>The answer; when it takes longer than a platform waits, what it waits for, and the answer follows through <paramref name="late"/>.</summary>
    public async Task<Reply> InTimeAsync(Func<WaitTracker, Task<Reply>> ask, Action<Reply> late)
    {
        var awaited = new WaitTracker(time);
        var asking = awaited.NotingAsync(() => ask(awaited));
        if (await Task.WhenAny(asking, Task.Delay(deadlines.Answer, time)) == asking) return await asking;
        Start("late answer", async _ => late(await asking));
        return new Reply.Waiting(awaited.What);
    }

    /// <summary>True when it has ended within the time in which a platform still lets a dialog open.</summary>
    public async Task<bool> IsSoonAsync(Task asking) => await Task.WhenAny(asking, Task.Delay(deadlines.Open, time)) == asking;

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
    protected virtual void Failed(string what, Exception failure) => LogFailed(failure, platform, what, failure.Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not said in {Platform} ({What}): {Why}")]
    private partial void LogFailed(Exception failure, string platform, string what, string why);

    private void Follow(Task task)
    {
        running[task] = true;
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(string person)
    {
        while (Next() is { } work) await RunAsync(work, () => InsistAsync(work.Do));

        Work? Next()
        {
            lock (turns)
            {
                if (turns[person].TryDequeue(out var next)) return next;
                turns.Remove(person);
                return null;
            }
        }
    }

    private async Task RunAsync(Work work, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception failure)
        {
            Failed(work.What, failure);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await work(stopping.Token);
                return;
            }
            catch (RoomBusyException busy) when (tries < MostTries)
            {
                await Task.Delay(busy.Wait, time, stopping.Token);
            }
        }
    }

    private async Task InsistAsync(Func<CancellationToken, Task> work)
    {
        for (var sends = 0; ;)
        {
            try
            {
                await work(stopping.Token);
                return;
            }
            catch (RoomBusyException busy)
            {
                await Task.Delay(busy.Wait + NextSpread(), time, stopping.Token);
            }
            catch (ChatUnavailableException) when (++sends < MostSends)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, sends))) + NextSpread(), time, stopping.Token);
            }
        }
    }

    /// <summary>By the golden ratio, so that waits one after another lie apart, however many there are.</summary>
    private TimeSpan NextSpread() => Spread * (Interlocked.Increment(ref spreads) * 0.618033988749895 % 1);

    private sealed record Work(string What, Func<CancellationToken, Task> Do);
}
