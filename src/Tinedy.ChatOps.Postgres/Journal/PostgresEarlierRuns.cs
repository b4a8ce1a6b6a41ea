using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Journal;

/// <summary>The journals of earlier runs, as far as they tell when something was settled: one statement, by two indexes.</summary>
internal sealed class PostgresEarlierRuns(AppDataSource dataSource) : IEarlierRuns
{
    public async Task<IReadOnlyList<IReadOnlyList<JournalEntry>>> BeforeAsync(Run run, IReadOnlyCollection<string> rehearsedIn, int most, CancellationToken ct)
    {
        const string sql = """
            select e.body
            from unnest(@environments) as place (environment)
            cross join lateral (
                select id from chatops.run
                where environment = place.environment and runbook_name = @runbook and id <> @run and at <= @begun
                order by id desc
                limit @most
            ) earlier
            join chatops.run_event e on e.run_id = earlier.id
            where e.at <= @begun
              and e.kind in ('run-started', 'run-scheduled', 'run-begun', 'item-ticked', 'item-skipped', 'step-ended', 'rollback-started', 'rolled-back')
            order by e.run_id, e.seq
            """;
        var of = new
        {
            environments = rehearsedIn.Prepend(run.Environment).Distinct().Select(StoredValues.Text).ToArray(),
            runbook = StoredValues.Text(run.RunbookName),
            run = run.Id.Number,
            begun = (run.BegunAt ?? DateTimeOffset.MaxValue).UtcDateTime,
            most,
        };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var bodies = await connection.QueryAsync<string>(new(sql, of, cancellationToken: ct));
        return [.. bodies.Select(JournalFormat.Read).GroupBy(entry => entry.RunId).Select(entries => entries.ToList())];
    }
}
