using Dapper;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>What rooms still have to be told. Leases and waits are counted by the database's clock, as in the queue of attempts.</summary>
internal sealed class PostgresOutbox(AppDataSource dataSource) : IOutbox
{
    public async Task<Due?> ClaimAsync(string platform, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            update chatops.outbox o
            set lease_until = now() + @lease
            from (
                select place, run_id from chatops.outbox
                where split_part(place, ':', 1) = @platform
                  and ((wanted_seq > told_seq and due_at <= now()) or again_at <= now())
                  and (lease_until is null or lease_until < now())
                order by due_at, run_id
                limit 1
                for update skip locked
            ) next
            where (o.place, o.run_id) = (next.place, next.run_id)
            returning o.place as Place, o.run_id as RunId, o.wanted_seq as Wanted, o.told_seq as Told, o.tries as Tries
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<DueRow>(new(sql, new { platform, lease }, cancellationToken: ct));
        return row is null ? null : new(Place.Parse(row.Place), new RunId(row.RunId), row.Wanted, row.Told, row.Tries);
    }

    public async Task<IReadOnlyList<Place>> PlacesOfAsync(RunId run, CancellationToken ct)
    {
        const string sql = "select place from chatops.outbox where run_id = @Number order by place";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var places = await connection.QueryAsync<string>(new(sql, new { run.Number }, cancellationToken: ct));
        return [.. places.Select(Place.Parse)];
    }

    public async Task<IReadOnlyDictionary<string, Said>> SaidAsync(Place place, RunId run, CancellationToken ct)
    {
        const string sql = "select key, message, digest from chatops.said where place = @place and run_id = @Number";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<SaidRow>(new(sql, new { place = place.ToString(), run.Number }, cancellationToken: ct));
        return rows.ToDictionary(row => row.Key, row => new Said(row.Message, row.Digest));
    }

    public async Task RememberAsync(Place place, RunId run, string key, Said said, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with held as (
                update chatops.outbox set lease_until = now() + @lease
                where place = @place and run_id = @Number and lease_until is not null
            )
            insert into chatops.said (place, run_id, key, message, digest)
            values (@place, @Number, @key, @Message, @Digest)
            on conflict (place, run_id, key) do update set message = excluded.message, digest = excluded.digest
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, key = Stored.Text(key), said.Message, said.Digest, lease }, cancellationToken: ct));
    }

    public async Task ForgetAsync(Place place, RunId run, string key, CancellationToken ct)
    {
        const string sql = "delete from chatops.said where place = @place and run_id = @Number and key = @key";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, key = Stored.Text(key) }, cancellationToken: ct));
    }

    public async Task ToldAsync(Place place, RunId run, int seq, TimeSpan rest, TimeSpan? again, CancellationToken ct)
    {
        // More may be wanted by now; it is due after the rest, behind what waits longer.
        const string sql = """
            update chatops.outbox
            set told_seq = greatest(told_seq, @seq), due_at = now() + @rest, again_at = now() + @again, lease_until = null, tries = 0, last_error = null
            where place = @place and run_id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, seq, rest, again }, cancellationToken: ct));
    }

    public async Task PutOffAsync(Place place, RunId run, TimeSpan wait, string why, CancellationToken ct)
    {
        const string sql = """
            update chatops.outbox
            set due_at = now() + @wait, again_at = case when wanted_seq > told_seq then null else now() + @wait end,
                lease_until = null, tries = tries + 1, last_error = @why
            where place = @place and run_id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, wait, why = Stored.Text(why) }, cancellationToken: ct));
    }

    private sealed class DueRow
    {
        public string Place { get; init; } = "";
        public long RunId { get; init; }
        public int Wanted { get; init; }
        public int Told { get; init; }
        public int Tries { get; init; }
    }

    private sealed class SaidRow
    {
        public string Key { get; init; } = "";
        public string Message { get; init; } = "";
        public string Digest { get; init; } = "";
    }
}
