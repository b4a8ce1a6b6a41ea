using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>
/// What needs a person at this moment, in any run: read once for all open pages, whichever run they show. It reads only while a
/// page is open.
/// </summary>
public sealed class DecisionFeed(ScreenReader screens, IJournal journal, RunFeed feed, TimeProvider time, ILogger<DecisionFeed> logger) : IDisposable
{
    private const int MostRuns = 50;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MissedHint = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<object, Action> listeners = [];
    private CancellationTokenSource? following;

    /// <summary>The newest run first.</summary>
    public ImmutableArray<OpenDecision> Open { get; private set; } = [];

    /// <summary>False until everything has been looked at once.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Calls back when there may be another list; the callback must return at once.</summary>
    public IDisposable Listen(Action onChange)
    {
        var key = new object();
        lock (gate)
        {
            listeners[key] = onChange;
            if (following is null) _ = FollowAsync((following = CancellationTokenSource.CreateLinkedTokenSource(feed.Ended)).Token);
        }
        return new Listening(() => Leave(key));
    }

    public void Dispose()
    {
        lock (gate)
        {
            following?.Cancel();
            following?.Dispose();
        }
    }

    private void Leave(object key)
    {
        lock (gate)
        {
            listeners.Remove(key);
            if (listeners.Count > 0) return;
            following?.Cancel();
            following?.Dispose();
            (following, IsRead) = (null, false);
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await Task.Yield();
        var hints = Channel.CreateUnbounded<RunId>();
        using var listening = feed.Listen(run => hints.Writer.TryWrite(run));
        var open = new SortedDictionary<long, OpenDecision>();
        var ended = new HashSet<RunId>();
        IEnumerable<RunId> toRead = [];
        while (!ct.IsCancellationRequested)
        {
            try
            {
                // Without a hint every run that goes on is looked at, because a hint may be missed.
                if (!toRead.Any()) toRead = (await journal.ListAsync(MostRuns, ct)).Where(run => !ended.Contains(run));
                foreach (var run in toRead)
                    if (await ReadAsync(run, open, ct)) ended.Add(run);
                Publish([.. open.Values.Reverse()]);
                toRead = await HintedAsync(hints.Reader, ct);
            }
            catch (Exception end) when (end is OperationCanceledException || ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "What needs a person could not be read.");
                toRead = await HintedAsync(hints.Reader, ct);
            }
        }
    }

    /// <returns>True when the run is over: nothing will be needed for it any more.</returns>
    private async Task<bool> ReadAsync(RunId run, SortedDictionary<long, OpenDecision> open, CancellationToken ct)
    {
        var screen = await screens.ReadAsync(run, ct);
        if (screen is not null && OpenDecision.Of(screen) is { } decision) open[run.Number] = decision;
        else open.Remove(run.Number);
        return screen?.Run.IsOver == true;
    }

    /// <returns>Empty when nothing was heard for a while, or nobody looks any more.</returns>
    private async Task<IEnumerable<RunId>> HintedAsync(ChannelReader<RunId> hints, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var waiting = hints.WaitToReadAsync(patience.Token).AsTask();
        await Task.WhenAny(waiting, Task.Delay(MissedHint, time, patience.Token));
        if (waiting.IsCompletedSuccessfully) await Task.Delay(Gather, time, ct);
        await patience.CancelAsync();
        var heard = new HashSet<RunId>();
        while (hints.TryRead(out var run)) heard.Add(run);
        return heard;
    }

    private void Publish(ImmutableArray<OpenDecision> now)
    {
        Action[] told;
        lock (gate)
        {
            if (now.IsEmpty && Open.IsEmpty && IsRead) return;
            (Open, IsRead) = (now, true);
            told = [.. listeners.Values];
        }
        foreach (var listener in told) listener();
    }

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
