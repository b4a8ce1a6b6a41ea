using Dapper;
using Npgsql;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Postgres.Journal;

/// <summary>
/// How far each run's journal reaches, for a replica that shows a run which another replica writes: one statement that
/// reads one index entry a run, cheap enough to ask every second. Nothing listens: a missed notification would be a stale board.
/// </summary>
public sealed class RunHeads(NpgsqlDataSource dataSource)
{
    /// <summary>The last entry of each run; a run without entries is absent.</summary>
    public async Task<IReadOnlyDictionary<RunId, int>> ReadAsync(IReadOnlyCollection<RunId> runs, CancellationToken ct)
    {
        const string sql = """
            select asked.id as RunId, head.seq as Seq
            from unnest(@ids) as asked (id)
            cross join lateral (select seq from chatops.run_event where run_id = asked.id order by seq desc limit 1) as head
            """;
        if (runs.Count == 0) return new Dictionary<RunId, int>();
        var ids = runs.Select(run => run.Number).Distinct().ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new(sql, new { ids }, cancellationToken: ct));
        return rows.ToDictionary(row => new RunId(row.RunId), row => row.Seq);
    }

    private sealed class Row
    {
        public long RunId { get; init; }
        public int Seq { get; init; }
    }
}
