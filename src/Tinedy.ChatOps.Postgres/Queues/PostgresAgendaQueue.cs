using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>
/// Who is due. The moments are compared with the clock that computed them, which in the service is <see cref="DatabaseClock"/>; the lease is the
/// database's own <c>now()</c>, as in every other queue.
/// </summary>
internal sealed class PostgresAgendaQueue(AppDataSource dataSource, TimeProvider time) : IAgendaQueue
{
    public async Task<IReadOnlyList<RunId>> ClaimAsync(int most, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with next as materialized (
                select run_id from chatops.run_due
                where due_at <= @now and (lease_until is null or lease_until < now())
                order by due_at
                limit @most
                for update skip locked
            )
            update chatops.run_due d
            set lease_until = now() + @lease
            from next
            where d.run_id = next.run_id
            returning d.run_id
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var runs = await connection.QueryAsync<long>(new(sql, new { most, lease, now = time.GetUtcNow().UtcDateTime }, cancellationToken: ct));
        return [.. runs.Select(run => new RunId(run))];
    }

    public async Task SettleAsync(RunId run, int seq, DateTimeOffset? next, CancellationToken ct)
    {
        const string sql = """
            with gone as (
                delete from chatops.run_due where run_id = @Number and seq <= @seq and @next::timestamptz is null
            )
            update chatops.run_due set due_at = @next, lease_until = null where run_id = @Number and seq <= @seq and @next::timestamptz is not null
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { run.Number, seq, next = next?.UtcDateTime }, cancellationToken: ct));
    }

    public async Task<bool> AssureAsync(RunId run, int seq, DateTimeOffset next, CancellationToken ct)
    {
        const string sql = """
            insert into chatops.run_due as d (run_id, seq, due_at)
            select @Number, @seq, @next
            where not exists (select from chatops.run_event where run_id = @Number and seq > @seq)
            on conflict (run_id) do update set due_at = excluded.due_at, lease_until = null
            where d.due_at > excluded.due_at and d.seq <= excluded.seq
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(new(sql, new { run.Number, seq, next = next.UtcDateTime }, cancellationToken: ct)) > 0;
    }
}
