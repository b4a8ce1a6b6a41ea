using System.Collections.Immutable;
using System.Text;
using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// Everything a step prints, on its way from the raw pipe to the kept log and the live tail: masked, made fit for
/// people, masked again (control codes may have stood inside a secret), capped. Safe to use from two threads.
/// </summary>
internal sealed class StepOutput : IDisposable
{
    private const int LongestLine = 16 * 1024;
    private const int LongestShown = 400;
    private const int TailLines = 5;

    private readonly Lock gate = new();
    private readonly Queue<byte[]> tail = new(TailLines);
    private readonly Masker stream;
    private readonly Masker lines;
    private readonly LineScreen screen;
    private readonly OutputLog log;
    private readonly PsqlErrors psqlErrors;
    private readonly TimeProvider clock;
    private readonly ParallelHash whole = new();
    private long bytes;
    private (DateTimeOffset Shown, MonotonicTime Counted)? last;
    private bool closed;

    public StepOutput(string directory, int cap, IReadOnlyList<byte[]> secrets, PsqlErrors psqlErrors, TimeProvider clock)
    {
        (this.psqlErrors, this.clock) = (psqlErrors, clock);
        stream = new(secrets);
        lines = new(secrets);
        screen = new(LongestLine, Keep);
        log = new(directory, cap);
    }

    /// <summary>Something was lost because the disk of the attempts is full.</summary>
    public bool LostSome => log.LostSome;

    /// <summary>Takes what was read; ignored once closed, when a process that was left behind goes on printing.</summary>
    public void Take(ReadOnlySpan<byte> raw)
    {
        lock (gate)
        {
            if (closed) return;
            bytes += raw.Length;
            last = (clock.GetUtcNow(), MonotonicTime.Now(clock));
            Show(stream.Push(raw));
        }
    }

    /// <summary>SHA-256 over everything that was printed, kept or not, with its secrets masked; null when nothing was. Once closed.</summary>
    public string? WholeDigest { get; private set; }

    /// <summary>When something was printed last, to count silence from; null before.</summary>
    public MonotonicTime? LastAt
    {
        get
        {
            lock (gate) return last?.Counted;
        }
    }

    /// <summary>How far it has got, as the board shows it.</summary>
    public Progress Look(DateTimeOffset startedAt)
    {
        lock (gate)
        {
            log.Flush();
            return new(startedAt, screen.Lines + (screen.HasUnfinished ? 1 : 0), bytes, Tail(), last?.Shown);
        }
    }

    /// <summary>A name or a sentence of the step's making, fit to be shown.</summary>
    public string Masked(string text) => Encoding.UTF8.GetString(lines.Apply(Encoding.UTF8.GetBytes(text)));

    /// <summary>Ends the last line and closes the log.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (closed) return;
            Show(stream.Flush());
            screen.Finish();
            log.Dispose();
            if (bytes > 0) WholeDigest = whole.Finish();
            whole.Dispose();
            closed = true;
        }
    }

    public void Dispose() => Close();

    private void Show(ReadOnlySpan<byte> masked)
    {
        whole.Add(masked);
        screen.Write(masked);
    }

    private void Keep(ReadOnlySpan<byte> text, long count, bool isRendered)
    {
        // What stands as it was printed has been masked already; what was rendered may only now show a secret.
        var fit = isRendered ? lines.Apply(text) : text;
        log.Write(fit);
        psqlErrors.Look(fit);
        var from = fit.Length;
        for (var line = 0; line < TailLines && from > 0; line++) from = fit[..(from - 1)].LastIndexOf((byte)'\n') + 1;
        for (fit = fit[from..]; !fit.IsEmpty; fit = fit[(fit.IndexOf((byte)'\n') + 1)..])
        {
            if (tail.Count == TailLines) tail.Dequeue();
            tail.Enqueue(fit[..Math.Min(fit.IndexOf((byte)'\n'), LongestShown * 4)].ToArray());
        }
    }

    private ImmutableArray<string> Tail() => screen.HasUnfinished
        ? [.. tail.Append(lines.Apply(screen.Unfinished)).TakeLast(TailLines).Select(Shown)]
        : [.. tail.Select(Shown)];

    private static string Shown(byte[] line)
    {
        var text = Encoding.UTF8.GetString(line.AsSpan(0, Math.Min(line.Length, LongestShown * 4))).TrimEnd('\n', '\uFFFD');
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
