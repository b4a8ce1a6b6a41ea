using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>
/// One statement over all queues, each by the index that its own claim uses. What is leased waits until the lease lapses: then whoever had
/// it is gone.
/// </summary>
internal sealed class PostgresQueues(AppDataSource dataSource, TimeProvider time) : IQueues
{
    public async Task<Waiting> LookAsync(int latest, IReadOnlyCollection<RunId> followed, CancellationToken ct)
    {
        // Moments in run_due are compared with the clock that wrote them (in the service the DatabaseClock), all others with now().
        const string sql = """
            with head as (
                select run.id, last.seq, encode(last.hash, 'hex') as hash
                from ((select id from chatops.run order by id desc limit @latest) union select unnest(@runs)) as run
                cross join lateral (select seq, hash from chatops.run_event where run_id = run.id order by seq desc limit 1) as last
            ),
            telling as (
                select place, greatest(due_at, lease_until) as at from chatops.outbox where wanted_seq > told_seq
                union all
                select place, greatest(again_at, lease_until) from chatops.outbox where again_at is not null
                union all
                select place, greatest(now(), lease_until) from chatops.outbox where tries > 0 and wanted_seq > sorted_seq
                union all
                select place, greatest(due_at, lease_until) from chatops.letter
            ),
            gone as (
                select run_id, place, gone_why, gone_since from chatops.outbox where gone_since is not null
            ),
            room as (
                select split_part(place, ':', 1) as platform, min(at) - now() as due from telling group by 1
            )
            select
                (select array_agg(id order by id) from head) as Runs,
                (select array_agg(seq order by id) from head) as Seqs,
                (select array_agg(hash order by id) from head) as Hashes,
                (select array_agg(platform order by platform) from room) as Platforms,
                (select array_agg(due order by platform) from room) as Dues,
                (select array_agg(run_id order by run_id, place) from gone) as GoneRuns,
                (select array_agg(place order by run_id, place) from gone) as GonePlaces,
                (select array_agg(gone_why order by run_id, place) from gone) as GoneWhys,
                (select array_agg(gone_since order by run_id, place) from gone) as GoneSinces,
                (select array_agg(run_id order by run_id, place, key) from chatops.unsent_file) as UnsentRuns,
                (select array_agg(place order by run_id, place, key) from chatops.unsent_file) as UnsentPlaces,
                (select array_agg(key order by run_id, place, key) from chatops.unsent_file) as UnsentKeys,
                (select array_agg(title order by run_id, place, key) from chatops.unsent_file) as UnsentTitles,
                (select array_agg(why order by run_id, place, key) from chatops.unsent_file) as UnsentWhys,
                (select array_agg(since order by run_id, place, key) from chatops.unsent_file) as UnsentSinces,
                least(
                    (select interval '0' from chatops.attempt where ended_at is null limit 1),
                    (select min(greatest(due_at, lease_until)) - now() from chatops.watch where seen is null and due_at is not null)
                ) as Runner,
                least(
                    (select min(due_at) - now() from chatops.page where result is null),
                    (select interval '0' from chatops.page where result is not null limit 1)
                ) as Pages,
                least(
                    (select min(greatest(due_at - @now, lease_until - now())) from chatops.run_due where due_at < @now + interval '1 minute'),
                    (select min(coalesce(lease_until - now(), interval '0')) from chatops.watch where seen is not null)
                ) as Clock
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleAsync<Row>(new(sql, new { latest, runs = followed.Select(run => run.Number).ToArray(), now = time.GetUtcNow().UtcDateTime }, cancellationToken: ct));
        return new(
            row.Runs.Zip(row.Seqs, row.Hashes).ToDictionary(head => new RunId(head.First), head => new JournalHead(head.Second, head.Third)),
            row.Platforms.Zip(row.Dues).ToDictionary(room => room.First, room => room.Second),
            row.Runner, row.Pages, row.Clock)
        {
            Gone = [.. row.GoneRuns.Select((run, at) => (run, new GonePlace(row.GonePlaces[at], row.GoneWhys[at], new DateTimeOffset(row.GoneSinces[at]))))],
            Unsent = [.. row.UnsentRuns.Select((run, at) => (run, new UnsentFile(row.UnsentPlaces[at], row.UnsentKeys[at], row.UnsentTitles[at], row.UnsentWhys[at], new DateTimeOffset(row.UnsentSinces[at]))))],
        };
    }

    private sealed class Row
    {
        public long[] Runs { get; init; } = [];
        public int[] Seqs { get; init; } = [];
        public string[] Hashes { get; init; } = [];
        public string[] Platforms { get; init; } = [];
        public TimeSpan[] Dues { get; init; } = [];
        public long[] GoneRuns { get; init; } = [];
        public string[] GonePlaces { get; init; } = [];
        public string[] GoneWhys { get; init; } = [];
        public DateTime[] GoneSinces { get; init; } = [];
        public long[] UnsentRuns { get; init; } = [];
        public string[] UnsentPlaces { get; init; } = [];
        public string[] UnsentKeys { get; init; } = [];
        public string[] UnsentTitles { get; init; } = [];
        public string[] UnsentWhys { get; init; } = [];
        public DateTime[] UnsentSinces { get; init; } = [];
        public TimeSpan? Runner { get; init; }
        public TimeSpan? Pages { get; init; }
        public TimeSpan? Clock { get; init; }
    }
}
