using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>
/// Holds what this host has launched against the journals: when it starts, when a journal is found to have gone back, and before each launch. What
/// only this host knows stops the run until an operator has accepted its journal, and then becomes an outcome that people judge.
/// </summary>
internal sealed partial class JournalCheck(IRunnerGateway gateway, RunnerDirectory directory, ILogger<JournalCheck> log)
{
    private bool hasChecked;
    private IReadOnlyCollection<RunId> stopped = [];

    /// <summary>All runs the first time, then those whose journal has been found to be another since. Throws while the database is away: try again.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var now = gateway.Stopped;
        if (!hasChecked) await CheckAllAsync(ct);
        else if (now.Except(stopped).ToList() is { Count: > 0 } more)
            foreach (var run in directory.Launches.All().Where(one => more.Contains(new(one.Run)))) await CompareAsync(run, ct);
        (hasChecked, stopped) = (true, now);
    }

    /// <summary>Before something of a run is launched.</summary>
    /// <returns>Where its journal stands; null when there is no such run.</returns>
    /// <exception cref="JournalDivergedException">This host knows more than the journal does.</exception>
    public async Task<JournalMark?> BeforeLaunchAsync(RunId run, CancellationToken ct)
    {
        if (await gateway.MarkAsync(run, ct) is not { } mark) return null;
        if (directory.Launches.Find(run, mark.Installation) is { } stored && await CompareAsync(stored, ct) == MarkStanding.Diverged) throw new JournalDivergedException(run);
        return mark;
    }

    private async Task CheckAllAsync(CancellationToken ct)
    {
        var gone = new List<long>();
        foreach (var run in directory.Launches.All())
        {
            try
            {
                if (await CompareAsync(run, ct) == MarkStanding.Gone) gone.Add(run.Run);
            }
            catch (Exception unread) when (unread is InvalidOperationException or JsonException)
            {
                // A run that this program cannot read is launched by nobody here, and must not keep the others waiting.
                LogUnread(unread, run.Run);
            }
        }
        directory.Misses(gone);
    }

    private async Task<MarkStanding> CompareAsync(StoredRun stored, CancellationToken ct)
    {
        var run = new RunId(stored.Run);
        var standing = await gateway.CompareAsync(run, stored.Mark, [.. Starts(stored)], ct);
        if (standing == MarkStanding.Diverged) LogDiverged(stored.Run, stored.Mark.Seq);
        if (standing == MarkStanding.Gone) LogGone(stored.Run, stored.Mark.Seq);
        if (standing == MarkStanding.Accepted && await gateway.MarkAsync(run, ct) is { } now) directory.Launches.Move(run, now);
        return standing;
    }

    /// <summary>What has certainly started nothing is left out: its supervisor has said so.</summary>
    private IEnumerable<FoundStart> Starts(StoredRun stored) =>
        from launch in stored.Launches
        let attempt = new AttemptId(new(stored.Run), new(launch.Item), launch.Attempt)
        let folder = directory.Of(attempt, launch.Start).Of(launch.Launch)
        where folder.Claim is not { IsVoid: true }
        group folder by (launch.Start, attempt) into start
        select new FoundStart(start.Key.attempt.Item, start.Key.attempt.Number, start.Key.Start, directory.Id, Known(start.Last())) { StartedAt = start.Last().StartedAt };

    private string Known(LaunchFolder folder)
    {
        var name = directory.Id;
        if (folder.Ending is { } ending)
        {
            var code = ending.ExitCode is { } number ? string.Create(CultureInfo.InvariantCulture, $", exit code {number}") : "";
            return string.Create(CultureInfo.InvariantCulture, $"Host {name} ran it: {Word(ending.Outcome)}{code}, ended {ending.EndedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        }
        if (folder.IsSupervised) return $"Host {name} has started it, and it was still running when the host looked.";
        return folder.Exists ? $"Host {name} has started it; its supervisor is gone and has left no ending." : $"Host {name} has started it; what is left of it there says no more.";
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "it succeeded",
        Outcome.Failed => "it failed",
        Outcome.TimedOut => "it was stopped at its time",
        Outcome.Cancelled => "it was cancelled",
        _ => "how it ended is not known",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal of run {Run} could not be read, so it was not compared with what this host knows.")]
    private partial void LogUnread(Exception unread, long run);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "This host has run steps of run {Run} and knows its journal up to entry {Known}; the database has another. Nothing of it is started until an operator accepts what is there.")]
    private partial void LogDiverged(long run, int known);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "This host has run steps of run {Run} and knows its journal up to entry {Known}; the database does not have that run. After a restore on purpose, move its file run-{Run}-….json away from Execution:Directory.")]
    private partial void LogGone(long run, int known);
}
