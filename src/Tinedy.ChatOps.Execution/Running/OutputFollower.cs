using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>How following a launch came to its end.</summary>
internal abstract record FollowResult
{
    private FollowResult() { }

    public sealed record Ended(Ending Ending) : FollowResult;

    /// <summary>The supervisor is gone and has written no ending, or the folder is gone in which it would.</summary>
    public sealed record Vanished : FollowResult;

    /// <summary>The supervisor itself says that it has started nothing, and it never will.</summary>
    public sealed record NeverStarted(string Why) : FollowResult;

    /// <summary>The attempt belongs to somebody else, or has ended: nothing more is to be written.</summary>
    public sealed record Lost : FollowResult;
}

/// <summary>Follows a supervisor by what it leaves on disk: renews the lease, shows the progress, passes on a wish to cancel.</summary>
internal sealed partial class OutputFollower(IAttemptQueue queue, IOptions<ExecutionOptions> options, TimeProvider clock, ILogger<OutputFollower> log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a folder may be gone before nothing more is expected from it.</summary>
    private static readonly TimeSpan FolderPatience = TimeSpan.FromSeconds(5);

    /// <param name="owner">The name under which this host owns the attempt.</param>
    /// <param name="own">The supervisor when this bot has started it; null when it was found running.</param>
    public Task<FollowResult> FollowAsync(AttemptId attempt, string owner, LaunchFolder launch, LaunchedSupervisor? own, CancellationToken ct) =>
        FollowAsync(attempt, launch, own, progress => queue.RenewAsync(attempt, owner, options.Value.Lease, progress, ct), ct);

    /// <param name="name">Of what is followed, for the log.</param>
    /// <param name="renew">Keeps the lease.</param>
    public async Task<FollowResult> FollowAsync(
        AttemptId name, LaunchFolder launch, LaunchedSupervisor? own, Func<Progress, Task<Standing>> renew, CancellationToken ct)
    {
        var since = clock.GetUtcNow();
        var renewedAt = (long?)null;
        var existed = clock.GetTimestamp();
        while (true)
        {
            // Asked before the ending is looked for: an ending is always written before its supervisor goes.
            var alive = own is null ? launch.IsSupervised : !own.Exited.IsCompleted;
            // Renewed before anything is believed: a bot that was frozen and wakes up must not report what is not its own any more.
            if (renewedAt is null || clock.GetElapsedTime(renewedAt.Value) >= RenewEvery)
            {
                var standing = await RenewAsync(name, renew, launch.Progress ?? new(since, 0, 0, [], null));
                if (standing == Standing.Lost) return new FollowResult.Lost();
                if (standing == Standing.CancelAsked && !launch.CancelAsked) AskCancel(name, launch);
                renewedAt = clock.GetTimestamp();
            }

            if (launch.Ending is { } ending) return new FollowResult.Ended(ending);
            if (!alive) return await ExplainAsync(launch, own);
            if (launch.Exists) existed = clock.GetTimestamp();
            else if (clock.GetElapsedTime(existed) >= FolderPatience) return new FollowResult.Vanished();

            await Task.WhenAny(own?.Exited ?? Task.Delay(LookEvery, clock, ct), Task.Delay(LookEvery, clock, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private static async Task<FollowResult> ExplainAsync(LaunchFolder launch, LaunchedSupervisor? own)
    {
        if (launch.Claim is not { IsVoid: true } && own is not { StartedNothing: true }) return new FollowResult.Vanished();
        var words = own is null ? "" : await own.WordsAsync();
        return new FollowResult.NeverStarted(words.Length > 0 ? $"Its supervisor could not begin: {words}" : "Its supervisor could not begin.");
    }

    private void AskCancel(AttemptId name, LaunchFolder launch)
    {
        try
        {
            launch.AskCancel();
        }
        catch (IOException disk)
        {
            // Asked again with the next renewal.
            LogNotAsked(disk, name);
        }
    }

    private async Task<Standing> RenewAsync(AttemptId name, Func<Progress, Task<Standing>> renew, Progress progress)
    {
        try
        {
            return await renew(progress);
        }
        catch (Exception down) when (down is not OperationCanceledException)
        {
            // The step goes on without the database, and so does its supervisor.
            LogNotRenewed(down, name);
            return Standing.Held;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of {Attempt} could not be renewed; the step goes on.")]
    private partial void LogNotRenewed(Exception down, AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The supervisor of {Attempt} could not be asked to stop; asking again.")]
    private partial void LogNotAsked(Exception disk, AttemptId attempt);
}
