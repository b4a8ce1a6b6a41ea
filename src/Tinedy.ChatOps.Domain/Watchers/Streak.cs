using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Watchers;

/// <summary>How the latest checks of one watcher went. One check is no verdict; what lasts is.</summary>
/// <param name="State">What the last check said; null before the first.</param>
/// <param name="Length">How many in a row said the same.</param>
/// <param name="NotOk">How many since the last good one, whatever they said.</param>
/// <param name="Since">The first of <paramref name="Length"/>.</param>
public sealed record Streak(WatchState? State, int Length, int NotOk, DateTimeOffset Since)
{
    public static Streak None { get; } = new(null, 0, 0, default);

    public Streak And(WatchState state, DateTimeOffset at) => new(
        state,
        state == State ? Length + 1 : 1,
        state == WatchState.Ok ? 0 : NotOk + 1,
        state == State ? Since : at);

    /// <summary>
    /// What people are to be told now; null: nothing new. One good check is enough to be quiet. Failures raise after as many in a row as the plan
    /// says. Everything else that goes on without a good check ends in a question: also when the answers take turns.
    /// </summary>
    public WatchState? Verdict(WatchPlan plan) => State switch
    {
        WatchState.Ok => WatchState.Ok,
        WatchState.Failed when Length >= plan.Failures => WatchState.Failed,
        WatchState.Failed when NotOk > Length && NotOk >= plan.Inconclusive => WatchState.Inconclusive,
        WatchState.Inconclusive when NotOk >= plan.Inconclusive => WatchState.Inconclusive,
        WatchState.Error when NotOk >= plan.Errors => WatchState.Error,
        _ => null,
    };
}
