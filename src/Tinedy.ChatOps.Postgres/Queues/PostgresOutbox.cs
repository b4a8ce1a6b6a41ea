using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>What rooms still have to be told. Leases and waits are counted by the database's clock, as in the queue of attempts.</summary>
internal sealed partial class PostgresOutbox(AppDataSource dataSource) : IOutbox
{
    public async Task<Due?> ClaimAsync(string platform, TimeSpan lease, CancellationToken ct)
    {
        // A channel that rests after a failure is claimed all the same when something new has happened: letters do not wait for it.
        // What is to be told again comes back by itself if the teller dies, and is asked for anew when that happens during the telling.
        const string sql = """
            with next as materialized (
                select place, run_id, coalesce(again_at <= now(), false) as again from chatops.outbox
                where split_part(place, ':', 1) = @platform
                  and ((wanted_seq > told_seq and due_at <= now()) or again_at <= now() or (tries > 0 and wanted_seq > sorted_seq))
                  and (lease_until is null or lease_until < now())
                order by due_at, run_id
                limit 1
                for update skip locked
            )
            update chatops.outbox o
            set lease_until = now() + @lease, again_at = case when next.again then now() + @lease else o.again_at end
            from next
            where (o.place, o.run_id) = (next.place, next.run_id)
            returning o.place as Place, o.run_id as RunId, o.wanted_seq as Wanted, o.told_seq as Told, o.tries as Tries,
                not ((o.wanted_seq > o.told_seq and o.due_at <= now()) or next.again) as Rests, now() - o.gone_since as GoneFor,
                array(select g.place from chatops.outbox g where g.run_id = o.run_id and g.gone_since is not null order by g.place) as Gone,
                array(select g.gone_why from chatops.outbox g where g.run_id = o.run_id and g.gone_since is not null order by g.place) as Whys,
                array(select g.gone_since from chatops.outbox g where g.run_id = o.run_id and g.gone_since is not null order by g.place) as Sinces
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<DueRow>(new(sql, new { platform, lease }, cancellationToken: ct));
        return row?.ToDue();
    }

    public async Task<IReadOnlyList<Place>> PlacesOfAsync(RunId run, CancellationToken ct)
    {
        const string sql = "select place from chatops.outbox where run_id = @Number order by place";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var places = await connection.QueryAsync<string>(new(sql, new { run.Number }, cancellationToken: ct));
        return [.. places.Select(Place.Parse)];
    }

    public async Task<(UnsentFile File, TimeSpan Age)> UnsentAsync(Place place, RunId run, string key, string title, string why, CancellationToken ct)
    {
        const string sql = """
            insert into chatops.unsent_file (place, run_id, key, title, why)
            values (@place, @Number, @key, @title, @why)
            on conflict (place, run_id, key) do update set title = excluded.title, why = excluded.why
            returning since as Since, now() - since as Age
            """;
        var row = new { place = place.ToString(), run.Number, key = StoredValues.Text(key), title = StoredValues.Text(title), why = StoredValues.Text(why) };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var kept = await connection.QuerySingleAsync<UnsentRow>(new(sql, row, cancellationToken: ct));
        return (new(place.ToString(), key, title, why, StoredValues.Time(kept.Since)), kept.Age);
    }

    public async Task SentAsync(Place place, RunId run, string key, CancellationToken ct)
    {
        const string sql = "delete from chatops.unsent_file where place = @place and run_id = @Number and key = @key";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, key = StoredValues.Text(key) }, cancellationToken: ct));
    }

    public async Task<IReadOnlyDictionary<string, Said>> SaidAsync(Place place, RunId run, CancellationToken ct)
    {
        const string sql = "select key, message, digest from chatops.said where place = @place and run_id = @Number";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<SaidRow>(new(sql, new { place = place.ToString(), run.Number }, cancellationToken: ct));
        return rows.ToDictionary(row => row.Key, row => new Said(row.Message, row.Digest));
    }

    public async Task RememberAsync(Place place, RunId run, string key, Said said, Claim claim, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with held as (
                update chatops.outbox set lease_until = now() + @lease
                where @OfPlace and place = @place and run_id = @Number and lease_until is not null
            ),
            held_letter as (
                update chatops.letter set lease_until = now() + @lease
                where place = @place and run_id = @Number and person = @person and lease_until is not null
            )
            insert into chatops.said (place, run_id, key, message, digest)
            values (@place, @Number, @key, @Message, @Digest)
            on conflict (place, run_id, key) do update set message = excluded.message, digest = excluded.digest
            """;
        var row = new { place = place.ToString(), run.Number, key = StoredValues.Text(key), said.Message, said.Digest, claim.OfPlace, person = claim.Person is { } name ? StoredValues.Text(name) : null, lease };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, row, cancellationToken: ct));
    }

    public async Task ForgetAsync(Place place, RunId run, string key, CancellationToken ct)
    {
        const string sql = "delete from chatops.said where place = @place and run_id = @Number and key = @key";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, key = StoredValues.Text(key) }, cancellationToken: ct));
    }

    public async Task ToldAsync(Place place, RunId run, int seq, TimeSpan rest, TimeSpan? again, CancellationToken ct)
    {
        // More may be wanted by now; it is due after the rest, behind what waits longer. A place that was gone is told once more, since
        // what it has just been told may still say so of itself.
        const string sql = """
            with back as (
                select run_id from chatops.outbox where place = @place and run_id = @Number and gone_since is not null
            ),
            shown as (
                update chatops.outbox o set again_at = now() from back where o.run_id = back.run_id and o.place <> @place and o.gone_since is null
            )
            update chatops.outbox
            set told_seq = greatest(told_seq, @seq), sorted_seq = greatest(sorted_seq, @seq), due_at = now() + @rest,
                again_at = case when gone_since is not null or again_at <= now() then now() else now() + @again end, lease_until = null, tries = 0, last_error = null, gone_since = null, gone_why = null
            where place = @place and run_id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString(), run.Number, seq, rest, again }, cancellationToken: ct));
    }

    public async Task PutOffAsync(Due due, TimeSpan wait, string why, CancellationToken ct)
    {
        const string sql = """
            update chatops.outbox
            set due_at = now() + @wait, again_at = case when wanted_seq > told_seq then null else now() + @wait end,
                sorted_seq = greatest(sorted_seq, @Wanted), lease_until = null, tries = tries + 1, last_error = @why
            where place = @place and run_id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = due.Place.ToString(), due.Run.Number, due.Wanted, wait, why = StoredValues.Text(why) }, cancellationToken: ct));
    }

    public async Task GoneAsync(Due due, TimeSpan shortest, TimeSpan longest, string why, CancellationToken ct)
    {
        const string sql = """
            with wait as (
                select least(greatest(now() - coalesce(gone_since, now()), @shortest), @longest) as length
                from chatops.outbox where place = @place and run_id = @Number
            ),
            shown as (
                update chatops.outbox set again_at = now()
                where run_id = @Number and place <> @place and gone_since is null
                  and exists (select from chatops.outbox where place = @place and run_id = @Number and gone_since is null)
            )
            update chatops.outbox
            set due_at = now() + wait.length, again_at = case when wanted_seq > told_seq then null else now() + wait.length end,
                sorted_seq = greatest(sorted_seq, @Wanted), lease_until = null, tries = tries + 1, last_error = @why,
                gone_since = coalesce(gone_since, now()), gone_why = @why
            from wait
            where place = @place and run_id = @Number
            """;
        var row = new { place = due.Place.ToString(), due.Run.Number, due.Wanted, shortest, longest, why = StoredValues.Text(why) };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, row, cancellationToken: ct));
    }

    public async Task ReturnAsync(Place place, CancellationToken ct)
    {
        const string sql = """
            update chatops.outbox set due_at = now(), again_at = case when wanted_seq > told_seq then null else now() end
            where place = @place and gone_since is not null
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = place.ToString() }, cancellationToken: ct));
    }

    public async Task SortedAsync(Due due, int seq, CancellationToken ct)
    {
        const string sql = "update chatops.outbox set sorted_seq = greatest(sorted_seq, @seq), lease_until = null where place = @place and run_id = @Number";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = due.Place.ToString(), due.Run.Number, seq }, cancellationToken: ct));
    }

    public async Task GiveUpAsync(Due due, int seq, CancellationToken ct)
    {
        const string sql = """
            update chatops.outbox
            set told_seq = greatest(told_seq, @seq), sorted_seq = greatest(sorted_seq, @seq), again_at = null, lease_until = null
            where place = @place and run_id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = due.Place.ToString(), due.Run.Number, seq }, cancellationToken: ct));
    }

    private sealed class UnsentRow
    {
        public DateTime Since { get; init; }
        public TimeSpan Age { get; init; }
    }

    private sealed class DueRow
    {
        public string Place { get; init; } = "";
        public long RunId { get; init; }
        public int Wanted { get; init; }
        public int Told { get; init; }
        public int Tries { get; init; }
        public bool Rests { get; init; }
        public TimeSpan? GoneFor { get; init; }
        public string[] Gone { get; init; } = [];
        public string[] Whys { get; init; } = [];
        public DateTime[] Sinces { get; init; } = [];

        public Due ToDue() => new(Application.Ports.Place.Parse(Place), new RunId(RunId), Wanted, Told, Tries)
        {
            Rests = Rests,
            GoneFor = GoneFor,
            Gone = [.. Gone.Select((place, at) => new GonePlace(place, Whys[at], new DateTimeOffset(Sinces[at])))],
        };
    }

    private sealed class SaidRow
    {
        public string Key { get; init; } = "";
        public string Message { get; init; } = "";
        public string Digest { get; init; } = "";
    }
}
