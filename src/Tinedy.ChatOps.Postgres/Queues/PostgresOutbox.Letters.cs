using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>The queue of letters: a row for each person who has something to hear of a run, gone when they have heard it.</summary>
internal sealed partial class PostgresOutbox
{
    public async Task QueueLettersAsync(Place place, RunId run, int seq, IReadOnlyCollection<string> people, CancellationToken ct)
    {
        const string sql = """
            insert into chatops.letter (place, run_id, person, wanted_seq)
            select @place, @Number, person, @seq from unnest(@people) as person
            order by person
            on conflict (place, run_id, person) do update set wanted_seq = greatest(letter.wanted_seq, excluded.wanted_seq)
            """;
        var row = new { place = place.ToString(), run.Number, seq, people = people.Select(StoredValues.Text).ToArray() };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, row, cancellationToken: ct));
    }

    public async Task<LettersDue?> ClaimLettersAsync(string platform, TimeSpan lease, CancellationToken ct)
    {
        const string sql = """
            with next as materialized (
                select place, run_id, person from chatops.letter
                where split_part(place, ':', 1) = @platform and due_at <= now() and (lease_until is null or lease_until < now())
                order by due_at, run_id
                limit 1
                for update skip locked
            )
            update chatops.letter l
            set lease_until = now() + @lease
            from next
            where (l.place, l.run_id, l.person) = (next.place, next.run_id, next.person)
            returning l.place as Place, l.run_id as RunId, l.person as Person, l.wanted_seq as Wanted, l.tries as Tries, now() - l.since as Age
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<LettersRow>(new(sql, new { platform, lease }, cancellationToken: ct));
        return row is null ? null : new(Place.Parse(row.Place), new RunId(row.RunId), row.Person, row.Wanted, row.Tries, row.Age);
    }

    public async Task LettersToldAsync(LettersDue due, int seq, CancellationToken ct)
    {
        // Something more may have been queued meanwhile: that is due now.
        const string sql = """
            with told as (
                delete from chatops.letter where place = @place and run_id = @Number and person = @person and wanted_seq <= @seq
            )
            update chatops.letter set lease_until = null, due_at = now(), tries = 0, last_error = null
            where place = @place and run_id = @Number and person = @person and wanted_seq > @seq
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { place = due.Place.ToString(), due.Run.Number, person = StoredValues.Text(due.Person), seq }, cancellationToken: ct));
    }

    public async Task PutOffLettersAsync(LettersDue due, TimeSpan wait, string why, CancellationToken ct)
    {
        const string sql = """
            update chatops.letter set due_at = now() + @wait, lease_until = null, tries = tries + 1, last_error = @why
            where place = @place and run_id = @Number and person = @person
            """;
        var row = new { place = due.Place.ToString(), due.Run.Number, person = StoredValues.Text(due.Person), wait, why = StoredValues.Text(why) };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, row, cancellationToken: ct));
    }

    private sealed class LettersRow
    {
        public string Place { get; init; } = "";
        public long RunId { get; init; }
        public string Person { get; init; } = "";
        public int Wanted { get; init; }
        public int Tries { get; init; }
        public TimeSpan Age { get; init; }
    }
}
