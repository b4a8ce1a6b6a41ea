using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.BuiltInSteps;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>
/// One look of a watcher: under a supervisor like a step, with a folder of its own that goes afterwards. It changes nothing, so that after a crash
/// somebody simply looks again when the lease has lapsed.
/// </summary>
internal sealed partial class WatchMonitor(
    IWatchQueue queue, IWatchService watches, Launcher launcher, OutputFollower follower, RunnerDirectory directory, IOptions<ExecutionOptions> options, TimeProvider clock, ILogger<WatchMonitor> log)
{
    public async Task CareAsync(WatchClaim claim, CancellationToken ct)
    {
        var (look, seq) = await watches.LookOfAsync(claim, ct);
        if (look is null)
        {
            await queue.RestAsync(claim, seq, ct);
            return;
        }
        if (await LookAsync(claim, look, ct) is not { } seen)
        {
            LogLost(claim);
            return;
        }
        await queue.ReportAsync(claim, seen, ct);
        LogSeen(claim, seen.Trouble ?? seen.Unmet ?? seen.Value ?? "nothing out of the way");
    }

    /// <summary>What there is to see; null when somebody else looks by now.</summary>
    public async Task<WatchObservation?> LookAsync(WatchClaim claim, WatchJob look, CancellationToken ct)
    {
        var attempt = directory.Of(look.Launch.Attempt);
        var began = clock.GetUtcNow();
        WatchObservation Now() => new(look.Errand, began, clock.GetUtcNow());
        try
        {
            var folder = attempt.AddProbe();
            var followed = await FollowAsync(claim, look, folder, ct);
            if (followed is FollowResult.Lost)
            {
                folder.AskCancel();
                return null;
            }
            attempt.Delete();
            return followed switch
            {
                FollowResult.Ended(var ending) => Seen(Now(), look, ending),
                FollowResult.NeverStarted(var why) => Now() with { Trouble = Rest(why) },
                _ => Now() with { Trouble = "whoever looked is gone, and nobody knows what they saw" },
            };
        }
        catch (IOException disk)
        {
            return Now() with { Trouble = Rest(disk.Message) };
        }
    }

    private async Task<FollowResult> FollowAsync(WatchClaim claim, WatchJob look, LaunchFolder folder, CancellationToken ct)
    {
        using var own = await launcher.LaunchAsync(folder, SupervisorOrder.ToWatch(look, options.Value), ct);
        return await follower.FollowAsync(look.Launch.Attempt, folder, own,
            async _ => await queue.RenewAsync(claim, options.Value.Lease, ct) ? Standing.Held : Standing.Lost, ct);
    }

    private static WatchObservation Seen(WatchObservation now, WatchJob look, Ending ending)
    {
        if (ending.Outcome == Outcome.TimedOut) return now with { Trouble = string.Create(CultureInfo.InvariantCulture, $"it had not ended after {look.Plan.Timeout.TotalSeconds:0} s and was stopped") };
        var isPerformed = look.Launch.Kind is CommandKind.Sql or CommandKind.Http || look.Plan.Slower is not null;
        return isPerformed ? Performed(now, ending) : Plain(now, look, ending);
    }

    /// <summary>A shell's word: exit code 0 is well, 1 is what was feared; of a command that gives a number only that number counts.</summary>
    private static WatchObservation Plain(WatchObservation now, WatchJob look, Ending ending)
    {
        var last = ending.Tail.LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
        if (ending.Outcome == Outcome.Succeeded) return now with { Value = last };
        if (ending is { Outcome: Outcome.Failed, ExitCode: 0 or 1 } && look.Plan.Expect is null) return now with { Unmet = Rest(ending.Known ?? last ?? "the command ended with exit code 1") };
        var how = ending.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"the command ended with exit code {code}") : "the command did not end by itself";
        return now with { Trouble = Rest(ending.Known ?? (last is null ? how : $"{how}: {last}")) };
    }

    private static WatchObservation Performed(WatchObservation now, Ending ending)
    {
        if (ending.Outcome != Outcome.Succeeded) return now with { Trouble = Rest(ending.Known ?? "nobody knows why it did not work") };
        string? Of(string name) => ending.Values?.GetValueOrDefault(name);
        return now with
        {
            Unmet = Of(WatchStep.Unmet) is { } unmet ? Rest(unmet) : null,
            Value = Of(WatchStep.Value),
            Samples = [.. (Of(WatchStep.Samples) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Time)],
            AtLeast = Of(WatchStep.AtLeast) is { } least ? Time(least) : null,
        };
    }

    private static TimeSpan Time(string milliseconds) => TimeSpan.FromMilliseconds(double.Parse(milliseconds, CultureInfo.InvariantCulture));

    /// <summary>As the rest of a sentence.</summary>
    private static string Rest(string sentence) => sentence.Trim().TrimEnd('.');

    [LoggerMessage(Level = LogLevel.Debug, Message = "Watch {Claim}: {Seen}.")]
    private partial void LogSeen(WatchClaim claim, string seen);

    [LoggerMessage(Level = LogLevel.Information, Message = "Watch {Claim} is somebody else's by now, or over.")]
    private partial void LogLost(WatchClaim claim);
}
