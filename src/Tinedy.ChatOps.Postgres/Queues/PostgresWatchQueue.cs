using System.Text.Json;
using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Watchers;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>
/// Watchers and what they saw. Due times and leases are counted by the database's clock, as in every queue. The number of the claim is the epoch:
/// once somebody else has the next one, an earlier owner's write meets no row.
/// </summary>
internal sealed class PostgresWatchQueue(AppDataSource dataSource) : IWatchQueue
{
    public async Task<WatchClaim?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with next as materialized (
                select run_id, criterion from chatops.watch
                where seen is null and due_at <= now() and label is not distinct from @label and (lease_until is null or lease_until < now())
                order by due_at, run_id, criterion
                limit 1
                for update skip locked
            )
            update chatops.watch w
            set claim = w.claim + 1, claimed_by = @host, looked_at = now(), lease_until = now() + @lease
            from next
            where (w.run_id, w.criterion) = (next.run_id, next.criterion)
            returning w.run_id as RunId, w.criterion, w.claim
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await connection.QuerySingleOrDefaultAsync<WatchRow>(new(sql, new { host, label, lease }, cancellationToken: ct)))?.ToClaim();
    }

    public async Task<bool> RenewAsync(WatchClaim claim, TimeSpan lease, CancellationToken ct)
    {
        const string sql = "update chatops.watch set lease_until = now() + @lease where run_id = @run and criterion = @criterion and claim = @claim and seen is null";
        return await WriteAsync(sql, Row(claim, new { lease }), ct);
    }

    public async Task ReportAsync(WatchClaim claim, WatchObservation seen, CancellationToken ct)
    {
        const string sql = "update chatops.watch set seen = @seen, lease_until = null where run_id = @run and criterion = @criterion and claim = @claim and seen is null";
        await WriteAsync(sql, Row(claim, new { seen = StoredValues.Text(JsonSerializer.Serialize(seen)) }), ct);
    }

    public async Task RestAsync(WatchClaim claim, int seq, CancellationToken ct)
    {
        const string sql = """
            update chatops.watch set due_at = case when seq > @seq then due_at end, lease_until = null
            where run_id = @run and criterion = @criterion and claim = @claim and seen is null
            """;
        await WriteAsync(sql, Row(claim, new { seq }), ct);
    }

    public async Task<(WatchClaim Claim, Streak Before, WatchObservation Seen)?> TakeSeenAsync(TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with next as materialized (
                select run_id, criterion from chatops.watch
                where seen is not null and (lease_until is null or lease_until < now())
                order by looked_at, run_id, criterion
                limit 1
                for update skip locked
            )
            update chatops.watch w
            set lease_until = now() + @lease
            from next
            where (w.run_id, w.criterion) = (next.run_id, next.criterion)
            returning w.run_id as RunId, w.criterion, w.claim, w.seen, w.state, w.length, w.not_ok as NotOk, w.since
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<WatchRow>(new(sql, new { lease }, cancellationToken: ct));
        return row is null ? null : (row.ToClaim(), row.ToStreak(), JsonSerializer.Deserialize<WatchObservation>(row.Seen!)!);
    }

    public async Task SettleAsync(WatchClaim claim, int seq, Streak streak, TimeSpan? again, CancellationToken ct)
    {
        // An entry that came in between has said that there is something to do now.
        const string sql = """
            update chatops.watch
            set seen = null, lease_until = null, state = @state, length = @Length, not_ok = @NotOk, since = @since,
                due_at = case when seq > @seq then least(due_at, now()) else looked_at + @again end
            where run_id = @run and criterion = @criterion and claim = @claim
            """;
        var row = Row(claim, new { seq, again, state = streak.State?.ToString().ToLowerInvariant(), streak.Length, streak.NotOk });
        row.Add("since", streak.State is null ? null : streak.Since.UtcDateTime);
        await WriteAsync(sql, row, ct);
    }

    private static DynamicParameters Row(WatchClaim claim, object more)
    {
        var row = new DynamicParameters(more);
        row.AddDynamicParams(new { run = claim.Run.Number, criterion = claim.Criterion.Value, claim = claim.Number });
        return row;
    }

    private async Task<bool> WriteAsync(string sql, DynamicParameters row, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(new(sql, row, cancellationToken: ct)) == 1;
    }

    private sealed class WatchRow
    {
        public long RunId { get; init; }
        public string Criterion { get; init; } = "";
        public int Claim { get; init; }
        public string? Seen { get; init; }
        public string? State { get; init; }
        public int Length { get; init; }
        public int NotOk { get; init; }
        public DateTime? Since { get; init; }

        public WatchClaim ToClaim() => new(new RunId(RunId), new ItemKey(Criterion), Claim);

        public Streak ToStreak() => State is null ? Streak.None : new(Enum.Parse<WatchState>(State, ignoreCase: true), Length, NotOk, StoredValues.TimeOrNull(Since) ?? default);
    }
}
