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
        foreach (var damaged in directory.Launches.Damaged().Where(one => one.Run == run.Number)) await StopAsync(damaged, ct);
        if (await gateway.MarkAsync(run, ct) is not { } mark) return null;
        if (gateway.Stopped.Contains(run)) throw new JournalDivergedException(run);
        if (directory.Launches.Find(run, mark.Installation) is { } stored && await CompareAsync(stored, ct) == MarkStanding.Diverged) throw new JournalDivergedException(run);
        return mark;
    }

    private async Task CheckAllAsync(CancellationToken ct)
    {
        foreach (var damaged in directory.Launches.Damaged()) await StopAsync(damaged, ct);
        var (gone, elsewhere) = (new List<long>(), new List<long>());
        foreach (var run in directory.Launches.All())
        {
            try
            {
                var standing = await CompareAsync(run, ct);
                if (standing == MarkStanding.Gone) gone.Add(run.Run);
                if (standing == MarkStanding.Elsewhere) elsewhere.Add(run.Run);
            }
            catch (Exception unread) when (unread is InvalidOperationException or JsonException)
            {
                // A run that this program cannot read is launched by nobody here, and must not keep the others waiting.
                LogUnread(unread, run.Run);
            }
        }
        if (elsewhere.Count > 0) LogElsewhere(elsewhere.Count);
        directory.Misses(gone, elsewhere);
    }

    /// <summary>
    /// First the run is stopped, and then what cannot be read is put aside: whoever dies in between finds it again. What is written in its place
    /// knows that it was not readable until somebody has accepted that.
    /// </summary>
    private async Task StopAsync(DamagedMemory damaged, CancellationToken ct)
    {
        var cause = $"what the host {directory.Id} keeps of it outside the database cannot be read ({damaged.Name})";
        if (await gateway.StopAsync(new(damaged.Run), damaged.Installation, cause, ct) is not { } mark)
        {
            LogDamagedElsewhere(damaged.Path);
            return;
        }
        LogDamaged(damaged.Path, damaged.Run);
        try
        {
            directory.Launches.SetAside(damaged, mark, cause);
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            LogStuck(stuck, damaged.Path, damaged.Run);
        }
    }

    private async Task<MarkStanding> CompareAsync(StoredRun stored, CancellationToken ct)
    {
        var run = new RunId(stored.Run);
        var standing = await gateway.CompareAsync(run, stored.Mark, [.. Starts(stored)], ct);
        switch (standing)
        {
            case MarkStanding.Diverged: LogDiverged(stored.Run, stored.Mark.Seq); break;
            case MarkStanding.Gone: LogGone(stored.Run, stored.Mark.Seq); break;
            case MarkStanding.Accepted: await MoveAsync(run, ct); break;
            case MarkStanding.Held when stored.Unread is { } unread: return await HeldUnreadAsync(stored, unread, ct);
        }
        return standing;
    }

    /// <summary>The journal has all that can be read here. That something could not be read is for an operator to accept, and not for a restored database to forget.</summary>
    private async Task<MarkStanding> HeldUnreadAsync(StoredRun stored, string cause, CancellationToken ct)
    {
        var run = new RunId(stored.Run);
        if (await gateway.MarkAsync(run, ct) is not { } now) return MarkStanding.Gone;
        if (stored.At(now).Unread is null)
        {
            directory.Launches.Move(run, now);
            return MarkStanding.Accepted;
        }
        await gateway.StopAsync(run, now.Installation, cause, ct);
        LogUnaccepted(stored.Run, cause);
        return MarkStanding.Diverged;
    }

    private async Task MoveAsync(RunId run, CancellationToken ct)
    {
        if (await gateway.MarkAsync(run, ct) is { } now) directory.Launches.Move(run, now);
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
        "{Path} cannot be read, so what this host has started of run {Run} is not known. Nothing of it is started until an operator has accepted that; the file is kept beside its place, as .damaged.")]
    private partial void LogDamaged(string path, long run);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Run {Run} is stopped until an operator has accepted that {Cause}.")]
    private partial void LogUnaccepted(long run, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} cannot be read, and this database does not have the run that it is of. Look what it was, then move it away.")]
    private partial void LogDamagedElsewhere(string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} cannot be moved aside: as long as it is there, run {Run} is stopped again after each acceptance.")]
    private partial void LogStuck(Exception stuck, string path, long run);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "This host has run steps of {Count} runs of another database than this one. If that one was lost, restore it; if this one is meant, move their files run-….json away from Execution:Directory.")]
    private partial void LogElsewhere(int count);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "This host has run steps of run {Run} and knows its journal up to entry {Known}; the database has another. Nothing of it is started until an operator accepts what is there.")]
    private partial void LogDiverged(long run, int known);

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "This host has run steps of run {Run} and knows its journal up to entry {Known}; the database does not have that run. After a restore on purpose, move its file run-{Run}-….json away from Execution:Directory.")]
    private partial void LogGone(long run, int known);
}
