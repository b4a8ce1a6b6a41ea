using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Application.Announcements;

/// <summary>Everything a surface shows of a run, drawn from the journal as it is now.</summary>
public sealed class ScreenReader(RunService runs, IJournal journal, IAttemptQueue queue, ForecastReader forecasts, TimeProvider time)
{
    /// <summary>Null when there is no such run.</summary>
    public async Task<Screen?> ReadAsync(RunId id, CancellationToken ct)
    {
        if (await runs.HistoryAsync(id, ct) is not { } history) return null;
        var run = history.Run;
        var progress = run.RunningSteps.Any() ? await queue.ProgressOfAsync(id, ct) : ImmutableDictionary<AttemptId, Progress>.Empty;
        var view = new RunView(run, runs.Access, progress, history.Head, time.GetUtcNow()) { Forecast = await forecasts.OfAsync(run, ct), Check = run.IsOver ? await CheckAsync(run, ct) : null };
        return new(
            run,
            BoardWriter.Draw(view),
            Panels.All(view),
            ThreadWriter.Thread(view, history.Entries),
            ThreadWriter.Channel(view, history.Entries),
            TimelineWriter.Draw(view, history.Entries),
            [.. history.Entries.Select(entry => ActWriter.Write(run.Runbook, entry))],
            history.Head)
        {
            Lines = Panels.Lines(view),
            OpensOn = Panels.OpensOn(view),
            Letters = LetterWriter.Write(view, history.Entries),
            Files = FileWriter.Write(run),
        };
    }

    /// <summary>Reads the entries as they are stored now, not as they are remembered.</summary>
    private async Task<Check> CheckAsync(Run run, CancellationToken ct) =>
        new(time.GetUtcNow(), ChainVerifier.Verify(run.Id, await journal.ReadAsync(run.Id, 0, ct)) is [var flaw, ..] ? flaw.What : null);
}
