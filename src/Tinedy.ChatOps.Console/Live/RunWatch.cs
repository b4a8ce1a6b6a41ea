using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Screens;

namespace Tinedy.ChatOps.Console.Live;

/// <summary>
/// One page's eye on one run. It reads again when the run changes, every second while a step runs, and now and then in case a
/// hint was missed; never twice at once and never more often than <see cref="Gather"/>.
/// </summary>
public sealed class RunWatch : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MissedHint = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource closed;
    private readonly IDisposable listening;
    private readonly ScreenReader screens;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly RunId run;
    private Task<bool>? hint;

    public RunWatch(RunId run, ScreenReader screens, RunFeed feed, TimeProvider time, ILogger logger)
    {
        (this.run, this.screens, this.time, this.logger) = (run, screens, time, logger);
        closed = CancellationTokenSource.CreateLinkedTokenSource(feed.Ended);
        listening = feed.Listen(changed =>
        {
            if (changed == run) hints.Writer.TryWrite(true);
        });
    }

    /// <summary>The run as last read; null before, and when there is no such run.</summary>
    public Screen? Screen { get; private set; }

    public ReadingState ReadingState { get; private set; } = ReadingState.Reading;

    /// <summary>Why the last look saw nothing, for the reader; null when it did see.</summary>
    public Prose? Trouble { get; private set; }

    public async Task ReadAsync()
    {
        try
        {
            Screen = await screens.ReadAsync(run, closed.Token);
            Trouble = null;
            ReadingState = Screen is null ? ReadingState.NoSuchRun : ReadingState.Clear;
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !closed.IsCancellationRequested)
        {
            // What was read last stays on the page, and the page says that it is old.
            ReadingState = ReadingState.NoAnswer;
            Trouble = SystemMessages.NotShown(failure, isOld: Screen is not null);
            logger.LogWarning(failure, "Run {Run} could not be read.", run);
        }
    }

    /// <summary>Looks until disposed, and tells the page after each look.</summary>
    public async Task FollowAsync(Func<Task> onRead)
    {
        try
        {
            while (true)
            {
                await RestAsync(closed.Token);
                await ReadAsync();
                await onRead();
                await Task.Delay(Gather, time, closed.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException || closed.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    public void Dispose()
    {
        listening.Dispose();
        closed.Cancel();
        // Otherwise the feed would remember every page that there ever was.
        closed.Dispose();
    }

    private async Task RestAsync(CancellationToken ct)
    {
        hint ??= hints.Reader.WaitToReadAsync(ct).AsTask();
        var isEager = ReadingState == ReadingState.NoAnswer || (Screen is { } screen && screen.Run.RunningSteps.Any());
        var patience = isEager ? Tick : MissedHint;
        await Task.WhenAny(hint, Task.Delay(patience, time, ct));
        ct.ThrowIfCancellationRequested();
        if (!hint.IsCompleted) return;
        hints.Reader.TryRead(out _);
        hint = null;
    }
}

/// <summary>How well a page can see its run.</summary>
public enum ReadingState { Reading, Clear, NoSuchRun, NoAnswer }
