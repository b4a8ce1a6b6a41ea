using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Application.Watching;

/// <summary>What a runner needs to look once.</summary>
/// <param name="Launch">The block with what it runs in. Nothing of it was pinned, and nothing of it may change anything.</param>
public sealed record WatchJob(WatchPurpose Errand, WatchPlan Plan, Launch Launch);

/// <summary>The part of <see cref="WatchService"/> that a runner needs to look.</summary>
public interface IWatchService
{
    /// <summary>What to do now; null: nothing, and <paramref name="claim"/> may rest until an entry behind the one that was looked at.</summary>
    Task<(WatchJob? Look, int Seq)> LookOfAsync(WatchClaim claim, CancellationToken ct);
}

/// <summary>
/// Tells runners what to look at, and turns what they saw into what people are told. Judging is not the runner's: one elsewhere does not know
/// whom to call.
/// </summary>
public sealed class WatchService(RunService runs, IWatchQueue queue, TimeProvider time) : IWatchService
{
    /// <summary>Longer than an append ever takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async Task<(WatchJob? Look, int Seq)> LookOfAsync(WatchClaim claim, CancellationToken ct)
    {
        if (await runs.ReadAsync(claim.Run, ct) is not { } run) return (null, 0);
        if (Criterion(run, claim) is not { Command: { Watch: { } plan } block } criterion) return (null, run.Seq);
        var errand = WatchAgenda.Of(run, criterion, time.GetUtcNow());
        if (errand == WatchPurpose.None) return (null, run.Seq);
        var launch = runs.LaunchIn(run, new AttemptId(run.Id, new($"watch/{criterion.Key}"), claim.Number), block, block.Text) with { Timeout = plan.Timeout };
        return (new(errand, plan, launch), run.Seq);
    }

    /// <summary>Judges everything that was seen; answers how much that was.</summary>
    public async Task<int> JudgeAsync(CancellationToken ct)
    {
        var judged = 0;
        while (await queue.TakeSeenAsync(Lease, ct) is { } seen)
        {
            await JudgeAsync(seen.Claim, seen.Before, seen.Seen, ct);
            judged++;
        }
        return judged;
    }

    private async Task JudgeAsync(WatchClaim claim, Streak before, WatchObservation seen, CancellationToken ct)
    {
        if (await runs.ReadAsync(claim.Run, ct) is not { } run || Criterion(run, claim) is not { Command.Watch: { } plan } criterion) return;
        // What was seen is judged when it can be written down.
        if (run.Divergence is not null) return;
        var (result, taken) = seen.Errand == WatchPurpose.Baseline ? Baseline(criterion, seen) : (WatchJudge.Of(run, criterion, seen), null);
        var streak = before.And(result.State, seen.EndedAt);
        Command? command = taken is not null ? taken : streak.Verdict(plan) switch
        {
            null => null,
            WatchState.Failed when !plan.DryRun => new Command.Trip(criterion.Key, result.Sentence, Numbers(result, streak), streak.Since),
            { } state => new Command.ReportWatch(criterion.Key, state, result.Measured is { } numbers && state == WatchState.Failed ? $"{result.Sentence} ({numbers})" : result.Sentence),
        };
        if (command is not null) run = await TellAsync(claim, command, ct) ?? run;
        var again = WatchAgenda.Of(run, criterion, time.GetUtcNow()) == WatchPurpose.None ? null : (TimeSpan?)plan.Every;
        // How measuring went says nothing about how checking goes.
        await queue.SettleAsync(claim, run.Seq, taken is null ? streak : Streak.None, again, ct);
    }

    private async Task<Run?> TellAsync(WatchClaim claim, Command command, CancellationToken ct) =>
        await runs.HandleAsync(new($"watch/{claim}", claim.Run, Actor.Bot, command), ct) is Answer.Accepted accepted ? accepted.Run : null;

    /// <summary>A baseline is taken from good runs only: how fast an error page came says nothing.</summary>
    private static (WatchResult, Command.TakeBaseline?) Baseline(Item criterion, WatchObservation seen)
    {
        if (seen.Trouble is { } trouble) return (new(WatchState.Error, $"no baseline could be taken: {trouble}"), null);
        if (seen.Unmet is { } unmet) return (new(WatchState.Inconclusive, $"no baseline could be taken: {unmet}"), null);
        if (MedianInterval.Of(seen.Samples) is not { } measured)
            return (new(WatchState.Inconclusive, $"no baseline could be taken: {seen.Samples.Length} samples are too few, at least {MedianInterval.Fewest} are needed"), null);
        return (new(WatchState.Ok, $"it takes {WatchJudge.Say(measured.Median)}"), new(criterion.Key, measured, seen.BeganAt, seen.EndedAt));
    }

    private static string? Numbers(WatchResult result, Streak streak) =>
        string.Join(" · ", new[] { result.Measured, streak.Length > 1 ? FormattableString.Invariant($"{streak.Length} checks in a row") : null }.OfType<string>()) is { Length: > 0 } numbers ? numbers : null;

    private static Item? Criterion(Run run, WatchClaim claim) => run.Runbook.Criteria.FirstOrDefault(item => item.Key == claim.Criterion);
}
