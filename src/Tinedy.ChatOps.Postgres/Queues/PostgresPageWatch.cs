using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>What is overdue, by the database's own clock.</summary>
internal sealed class PostgresPageWatch(AppDataSource dataSource) : IPageWatch
{
    public async Task<IReadOnlyList<string>> StuckAsync(TimeSpan patience, CancellationToken ct)
    {
        const string sql = """
            select format('run %s has waited for the clock since %s', run_id, to_char(due_at, 'HH24:MI:SS')) from chatops.run_due where due_at < now() - @patience
            union all
            select format('page %s of run %s has waited since %s', seq, run_id, to_char(due_at, 'HH24:MI:SS')) from chatops.page where due_at < now() - @patience
            limit 20
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return [.. await connection.QueryAsync<string>(new(sql, new { patience }, cancellationToken: ct))];
    }
}
