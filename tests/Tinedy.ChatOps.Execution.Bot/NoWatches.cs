using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Execution.Bot;

/// <summary>Nothing is ever watched.</summary>
public sealed class NoWatches : IWatchQueue, IWatchService
{
    public Task<WatchClaim?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct) => Task.FromResult<WatchClaim?>(null);

    public Task<bool> RenewAsync(WatchClaim claim, TimeSpan lease, CancellationToken ct) => Task.FromResult(true);

    public Task ReportAsync(WatchClaim claim, WatchObservation seen, CancellationToken ct) => throw new NotSupportedException();

    public Task RestAsync(WatchClaim claim, int seq, CancellationToken ct) => throw new NotSupportedException();

    public Task<(WatchClaim Claim, Streak Before, WatchObservation Seen)?> TakeSeenAsync(TimeSpan lease, CancellationToken ct) => throw new NotSupportedException();

    public Task SettleAsync(WatchClaim claim, int seq, Streak streak, TimeSpan? again, CancellationToken ct) => throw new NotSupportedException();

    public Task<(WatchJob? Look, int Seq)> LookOfAsync(WatchClaim claim, CancellationToken ct) => throw new NotSupportedException();
}
