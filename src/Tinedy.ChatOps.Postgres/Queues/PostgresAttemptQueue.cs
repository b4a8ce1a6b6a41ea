using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>
/// The queue of attempts. Leases are counted by the database's clock and by no other: it is the one clock that all
/// replicas share, and a host whose own clock is wrong can neither keep nor steal an attempt.
/// </summary>
internal sealed class PostgresAttemptQueue(AppDataSource dataSource) : IAttemptQueue
{
    public async Task<AttemptId?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with next as materialized (
                select run_id, item, number from chatops.attempt
                where ended_at is null and claimed_by is null and label is not distinct from @label
                order by queued_at, run_id, item, number
                limit 1
                for update skip locked
            )
            update chatops.attempt a
            set claimed_by = @host, claimed_at = now(), lease_until = now() + @lease, ordered = 0
            from next
            where (a.run_id, a.item, a.number) = (next.run_id, next.item, next.number)
            returning a.run_id as RunId, a.item as Item, a.number as Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<AttemptRow>(new(sql, new { host, label, lease }, cancellationToken: ct));
        if (row is null) return null;
        CrashPoints.Reach(CrashPoints.AttemptClaimed);
        return row.ToId();
    }

    public async Task<IReadOnlyList<WaitingForRunner>> UnclaimedAsync(TimeSpan patience, CancellationToken ct)
    {
        const string sql = """
            select label, count(*)::int as Count, min(queued_at) as Since from chatops.attempt
            where ended_at is null and claimed_by is null and queued_at < now() - @patience
            group by label
            order by label nulls first
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<UnclaimedRow>(new(sql, new { patience }, cancellationToken: ct));
        return [.. rows.Select(row => new WaitingForRunner(row.Label, row.Count, StoredValues.Time(row.Since)))];
    }

    public async Task<IReadOnlyList<AttemptId>> OwnedByAsync(string host, CancellationToken ct)
    {
        const string sql = """
            select run_id as RunId, item, number from chatops.attempt
            where ended_at is null and claimed_by = @host
            order by claimed_at, run_id, item, number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AttemptRow>(new(sql, new { host }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToId())];
    }

    public async Task<IReadOnlyList<(AttemptId Attempt, string LostHost)>> TakeLapsedAsync(string host, string? label, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with lapsed as materialized (
                select run_id, item, number, claimed_by from chatops.attempt
                where ended_at is null and claimed_by <> @host and lease_until < now()
                  and (label is not distinct from @label or lease_until < now() - 9 * @lease)
                for update skip locked
            )
            update chatops.attempt a
            set claimed_by = @host, claimed_at = now(), lease_until = now() + @lease
            from lapsed
            where (a.run_id, a.item, a.number) = (lapsed.run_id, lapsed.item, lapsed.number)
            returning a.run_id as RunId, a.item as Item, a.number as Number, lapsed.claimed_by as LostHost
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AttemptRow>(new(sql, new { host, label, lease }, cancellationToken: ct));
        return [.. rows.Select(row => (row.ToId(), row.LostHost))];
    }

    public async Task<Standing> RenewAsync(AttemptId attempt, string host, TimeSpan lease, Progress? progress, CancellationToken ct)
    {
        // Claimed_by is the epoch: once it is somebody else's, the earlier owner's write meets no row.
        const string sql = """
            update chatops.attempt
            set lease_until = now() + @lease, started_at = coalesce(@startedAt, started_at), lines = coalesce(@lines, lines),
                bytes = coalesce(@bytes, bytes), tail = coalesce(@tail, tail), last_at = coalesce(@lastAt, last_at)
            where run_id = @run and item = @item and number = @number and claimed_by = @host and ended_at is null
            returning cancel_asked_at is not null
            """;
        var row = new
        {
            run = attempt.Run.Number,
            item = attempt.Item.Value,
            number = attempt.Number,
            host,
            lease,
            startedAt = progress?.StartedAt.UtcDateTime,
            lines = progress?.Lines,
            bytes = progress?.Bytes,
            tail = progress is null ? null : progress.Tail.IsDefault ? [] : progress.Tail.Select(StoredValues.Text).ToArray(),
            lastAt = progress?.LastAt?.UtcDateTime,
        };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return StandingOf(await connection.ExecuteScalarAsync<bool?>(new(sql, row, cancellationToken: ct)));
    }

    public async Task<LaunchOrders?> OrdersOfAsync(AttemptId attempt, string host, CancellationToken ct)
    {
        const string sql = """
            select ordered, closed, launch, started_at is not null as HasShown
            from chatops.attempt
            where run_id = @run and item = @item and number = @number and claimed_by = @host and ended_at is null
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<OrdersRow>(new(sql, KeyOf(attempt, host), cancellationToken: ct));
        return row is null ? null : new(row.Ordered, row.Closed, row.Launch, row.HasShown);
    }

    public async Task<Standing> OrderAsync(AttemptId attempt, string host, string launch, TimeSpan lease, CancellationToken ct)
    {
        // The same launch again is the same order: an answer may be lost after its commit.
        const string sql = """
            update chatops.attempt
            set ordered = ordered + case when launch = @launch then 0 else 1 end, launch = @launch, lease_until = now() + @lease
            where run_id = @run and item = @item and number = @number and claimed_by = @host and ended_at is null
              and case when launch = @launch then ordered > closed else ordered = closed end
            returning cancel_asked_at is not null
            """;
        var key = KeyOf(attempt, host);
        key.AddDynamicParams(new { launch, lease });
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return StandingOf(await connection.ExecuteScalarAsync<bool?>(new(sql, key, cancellationToken: ct)));
    }

    public async Task CloseAsync(AttemptId attempt, string host, string launch, CancellationToken ct)
    {
        const string sql = """
            update chatops.attempt
            set closed = ordered
            where run_id = @run and item = @item and number = @number and claimed_by = @host and ended_at is null and launch = @launch
            """;
        var key = KeyOf(attempt, host);
        key.AddDynamicParams(new { launch });
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, key, cancellationToken: ct));
    }

    public async Task<IReadOnlyDictionary<AttemptId, Progress>> ProgressOfAsync(RunId run, CancellationToken ct)
    {
        const string sql = """
            select run_id as RunId, item, number, started_at as StartedAt, lines, bytes, tail, last_at as LastAt
            from chatops.attempt
            where run_id = @Number and ended_at is null and started_at is not null
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<ProgressRow>(new(sql, new { run.Number }, cancellationToken: ct));
        return rows.ToDictionary(row => row.ToId(), row => row.ToProgress());
    }

    public async Task KeepOutputAsync(AttemptId attempt, ReadOnlyMemory<byte> output, CancellationToken ct)
    {
        // Only until the ending is recorded: from then on the journal holds this output's digest.
        const string sql = """
            insert into chatops.step_output (run_id, item, number, output)
            select run_id, item, number, @output from chatops.attempt
            where run_id = @run and item = @item and number = @number and ended_at is null
            on conflict (run_id, item, number) do update set output = excluded.output
            """;
        var row = new { run = attempt.Run.Number, item = attempt.Item.Value, number = attempt.Number, output = output.ToArray() };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, row, cancellationToken: ct));
    }

    public async Task<byte[]?> OutputOfAsync(AttemptId attempt, CancellationToken ct)
    {
        const string sql = "select output from chatops.step_output where run_id = @run and item = @item and number = @number";
        var key = new { run = attempt.Run.Number, item = attempt.Item.Value, number = attempt.Number };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<byte[]?>(new(sql, key, cancellationToken: ct));
    }

    private static DynamicParameters KeyOf(AttemptId attempt, string host) =>
        new(new { run = attempt.Run.Number, item = attempt.Item.Value, number = attempt.Number, host });

    private static Standing StandingOf(bool? cancelAsked) => cancelAsked switch { null => Standing.Lost, true => Standing.CancelAsked, false => Standing.Held };
}
