using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>Who takes steps under which name. A sign of life from what is now the future (the server's clock went back) counts for nothing.</summary>
internal sealed class PostgresRunnerHosts(AppDataSource dataSource) : IRunnerHosts
{
    public async Task<RunnerHost?> HoldAsync(string host, string place, string machine, TimeSpan silence, CancellationToken ct)
    {
        const string hold = """
            insert into chatops.runner_host as known (host, place, machine) values (@host, @place, @machine)
            on conflict (host) do update set place = excluded.place, machine = excluded.machine, seen_at = excluded.seen_at
            where known.place = excluded.place or known.seen_at not between now() - @silence and now() + @silence
            """;
        const string look = "select machine, seen_at as SeenAt from chatops.runner_host where host = @host";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        if (await connection.ExecuteAsync(new(hold, new { host, place, machine, silence }, cancellationToken: ct)) > 0) return null;
        var row = await connection.QuerySingleAsync<Row>(new(look, new { host }, cancellationToken: ct));
        return new(row.Machine, StoredValues.Time(row.SeenAt));
    }

    private sealed record Row(string Machine, DateTime SeenAt);
}
