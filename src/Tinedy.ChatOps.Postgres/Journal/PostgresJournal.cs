using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Journal;

/// <summary>
/// The journal. A write is one statement: one round trip and one commit, there as a whole or not at all. Who came first is
/// decided by the primary key of <c>run_event</c>; a loser is recognised by the name of the constraint it met.
/// </summary>
internal sealed partial class PostgresJournal(AppDataSource dataSource, ILogger<PostgresJournal> log) : IJournal
{
    private static readonly string AppendSql = "with\n" + SqlResource.Sql("append.sql");
    private static readonly string OpenSql = SqlResource.Sql("open.sql") + SqlResource.Sql("append.sql");

    public async Task<RunId> NextIdAsync(CancellationToken ct)
    {
        const string sql = "select nextval('chatops.run_id')";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return new(await connection.ExecuteScalarAsync<long>(new(sql, cancellationToken: ct)));
    }

    public async Task<AppendResult> OpenAsync(PinnedRunbook pin, Append first, CancellationToken ct)
    {
        if (pin.Run != first.Run) throw new ArgumentException($"Run {pin.Run} cannot be opened by entries of run {first.Run}.", nameof(first));
        var parameters = AppendParameters.Of(first);
        parameters.AddDynamicParams(new
        {
            environment = pin.Environment,
            runbookName = pin.RunbookName,
            runbook = pin.Runbook.ToArray(),
            runbookHash = pin.RunbookHash,
            openedAt = pin.At.UtcDateTime,
        });
        while (true)
        {
            var conflict = await WriteAsync(OpenSql, parameters, ct);
            if (conflict is null) return new AppendResult.Done();
            if (await FindRequestAsync(first.Key, ct) is { } past) return new AppendResult.Repeated(past);
            if (conflict != Conflict.EnvironmentHeld) return new AppendResult.Overtaken();
            // Nobody found means that the holder let go in between: the environment is free, so try again.
            if (await HolderOfAsync(pin.Environment, ct) is { } holder) return new AppendResult.EnvironmentHeld(holder);
        }
    }

    public async Task<AppendResult> AppendAsync(Append append, CancellationToken ct)
    {
        var parameters = AppendParameters.Of(append);
        var conflict = await WriteAsync(AppendSql, parameters, ct);
        while (conflict == Conflict.EnvironmentHeld)
        {
            if (await HolderForAsync(append.Run, ct) is { } holder) return new AppendResult.EnvironmentHeld(holder);
            conflict = await WriteAsync(AppendSql, parameters, ct);
        }
        if (conflict is null) return new AppendResult.Done();
        if (await FindRequestAsync(append.Key, ct) is { } past) return new AppendResult.Repeated(past);
        if (!append.AcceptsJournal && await IsStoppedAsync(append.Run, ct)) return new AppendResult.Diverged();
        foreach (var waiting in append.Unclaimed)
            if (await OwnerOfAsync(waiting, ct) is { } owner) return new AppendResult.Claimed(waiting, owner);
        return append.Held is { } held && await OwnerOfAsync(held.Attempt, ct) != held.Owner ? new AppendResult.Lost() : new AppendResult.Overtaken();
    }

    /// <summary>Which run holds the environment of this one; null when none does any more.</summary>
    private async Task<RunId?> HolderForAsync(RunId run, CancellationToken ct)
    {
        const string sql = """
            select h.run_id
            from chatops.run r
            join chatops.environment_hold h on h.environment = r.environment
            where r.id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var holder = await connection.ExecuteScalarAsync<long?>(new(sql, new { run.Number }, cancellationToken: ct));
        return holder is { } other ? new RunId(other) : null;
    }

    private async Task<bool> IsStoppedAsync(RunId run, CancellationToken ct)
    {
        const string sql = "select chatops.is_stopped(@Number)";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new(sql, new { run.Number }, cancellationToken: ct));
    }

    /// <summary>Which host has taken an attempt that has not ended; null while none has.</summary>
    private async Task<string?> OwnerOfAsync(AttemptId attempt, CancellationToken ct)
    {
        const string sql = "select claimed_by from chatops.attempt where run_id = @run and item = @item and number = @number and ended_at is null";
        var row = new { run = attempt.Run.Number, item = attempt.Item.Value, number = attempt.Number };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<string?>(new(sql, row, cancellationToken: ct));
    }

    public async Task<PinnedRunbook?> FindAsync(RunId run, CancellationToken ct)
    {
        const string sql = """
            select id, environment, runbook_name as RunbookName, runbook, runbook_hash as RunbookHash, at
            from chatops.run
            where id = @Number
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<RunRow>(new(sql, new { run.Number }, cancellationToken: ct));
        return row?.ToPin();
    }

    public async Task<IReadOnlyList<StoredEntry>> ReadAsync(RunId run, int after, CancellationToken ct)
    {
        const string sql = """
            select seq, at, kind, body, hash
            from chatops.run_event
            where run_id = @Number and seq > @after
            order by seq
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<EntryRow>(new(sql, new { run.Number, after }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async Task<JournalTail> ReadTailAsync(RunId run, int from, CancellationToken ct)
    {
        // One statement, so that both are of one moment; what stops the run stands beside each entry.
        const string sql = """
            select e.seq, e.at, e.kind, e.body, e.hash,
                   d.known_seq as KnownSeq, d.known_hash as KnownHash, d.found_seq as FoundSeq, d.found_hash as FoundHash, d.noticed_at as NoticedAt,
                   d.cause as Cause
            from chatops.run_event e
            left join chatops.journal_divergence d on d.run_id = e.run_id and d.settled_seq is null
            where e.run_id = @Number and e.seq >= @from
            order by e.seq
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<TailRow>(new(sql, new { run.Number, from }, cancellationToken: ct))).AsList();
        return new([.. rows.Select(row => row.ToEntry())], rows is [.., var last] ? last.ToDivergence() : null);
    }

    public async Task<int> MustReachAsync(RunId run, CancellationToken ct) => (await new PostgresAudit(dataSource).ReadAsync(run, ct)).MustReach;

    public async Task RecordDivergenceAsync(RunId run, JournalDivergence divergence, CancellationToken ct)
    {
        // Every place is told again from the beginning: what it was told since may be gone. Who has known more says so.
        const string sql = """
            with noticed as (
                insert into chatops.journal_divergence (run_id, known_seq, known_hash, found_seq, found_hash, noticed_at, cause)
                values (@Number, @KnownSeq, @knownHash, @FoundSeq, @foundHash, @noticedAt, @Cause)
                on conflict (run_id) where settled_seq is null
                do update set known_seq = excluded.known_seq, known_hash = excluded.known_hash where excluded.known_seq > journal_divergence.known_seq
                returning run_id
            ),
            untold as (
                update chatops.outbox o
                set told_seq = 0, wanted_seq = @FoundSeq, due_at = now(), again_at = null, lease_until = null
                from noticed where o.run_id = noticed.run_id
            )
            select count(*) from noticed
            """;
        if (divergence.FoundSeq == 0)
        {
            while ((await NextIdAsync(ct)).Number < run.Number) { }
            LogGone(run.Number, divergence.KnownSeq);
            return;
        }
        var row = new
        {
            run.Number,
            divergence.KnownSeq,
            knownHash = Convert.FromHexString(divergence.KnownHead),
            divergence.FoundSeq,
            foundHash = Convert.FromHexString(divergence.FoundHead),
            noticedAt = divergence.NoticedAt.UtcDateTime,
            divergence.Cause,
        };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        if (await connection.ExecuteScalarAsync<long>(new(sql, row, cancellationToken: ct)) > 0) LogDiverged(run.Number, divergence.KnownSeq, divergence.FoundSeq);
    }

    public async Task<string> InstallationAsync(CancellationToken ct)
    {
        const string sql = "select id::text from chatops.installation";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await connection.ExecuteScalarAsync<string>(new(sql, cancellationToken: ct)))!;
    }

    public async Task KeepFoundAsync(RunId run, FoundStart found, CancellationToken ct)
    {
        // One that was settled is kept anew: whoever keeps it has seen that the journal does not know it any more.
        const string sql = """
            insert into chatops.found_start (run_id, start, item, number, host, known)
            values (@run, @Start, @item, @Attempt, @host, @known)
            on conflict (run_id, start) do update
            set item = excluded.item, number = excluded.number, host = excluded.host, known = excluded.known, noticed_at = now(), settled_seq = null
            """;
        var row = new { run = run.Number, found.Start, item = found.Item.Value, found.Attempt, host = StoredValues.Text(found.Runner), known = StoredValues.Text(found.Known) };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, row, cancellationToken: ct));
    }

    public async Task<IReadOnlyList<FoundStart>> FoundAsync(RunId run, CancellationToken ct)
    {
        const string sql = """
            select item, number, start, host, known
            from chatops.found_start
            where run_id = @Number and settled_seq is null
            order by noticed_at, start
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<FoundRow>(new(sql, new { run.Number }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToFound())];
    }

    public async Task<PastRequest?> FindRequestAsync(string key, CancellationToken ct)
    {
        const string sql = "select run_id as RunId, first_seq as FirstSeq, last_seq as LastSeq from chatops.request where key = @key";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<RequestRow>(new(sql, new { key = StoredValues.Text(key) }, cancellationToken: ct));
        return row?.ToPast();
    }

    public async Task<RunId?> HolderOfAsync(string environment, CancellationToken ct)
    {
        const string sql = "select run_id from chatops.environment_hold where environment = @environment";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var holder = await connection.ExecuteScalarAsync<long?>(new(sql, new { environment }, cancellationToken: ct));
        return holder is { } run ? new RunId(run) : null;
    }

    public async Task<IReadOnlyList<RunId>> HoldersAsync(CancellationToken ct)
    {
        const string sql = "select run_id from chatops.environment_hold order by run_id desc";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var ids = await connection.QueryAsync<long>(new(sql, cancellationToken: ct));
        return [.. ids.Select(id => new RunId(id))];
    }

    public async Task<IReadOnlyList<RunId>> ListAsync(int most, CancellationToken ct)
    {
        const string sql = "select id from chatops.run order by id desc limit @most";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var ids = await connection.QueryAsync<long>(new(sql, new { most }, cancellationToken: ct));
        return [.. ids.Select(id => new RunId(id))];
    }

    /// <summary>Null when it was written.</summary>
    private async Task<Conflict?> WriteAsync(string sql, DynamicParameters parameters, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        CrashPoints.Reach(CrashPoints.BeforeCommit);
        try
        {
            // Without the token: once it is sent, giving up would leave the caller not knowing what is in the journal.
            var entries = await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, parameters, cancellationToken: CancellationToken.None));
            CrashPoints.Reach(CrashPoints.AfterCommit);
            return entries > 0 ? null : Conflict.Overtaken;
        }
        catch (PostgresException refused) when (ConflictOf(refused) is { } conflict)
        {
            return conflict;
        }
    }

    private static Conflict? ConflictOf(PostgresException refused) => (refused.SqlState, refused.ConstraintName) switch
    {
        (PostgresErrorCodes.UniqueViolation, "run_event_pkey" or "run_pkey") => Conflict.Overtaken,
        (PostgresErrorCodes.UniqueViolation, "request_pkey") => Conflict.Repeated,
        (PostgresErrorCodes.UniqueViolation, "environment_hold_pkey") => Conflict.EnvironmentHeld,
        _ => null,
    };

    private enum Conflict { Overtaken, Repeated, EnvironmentHeld }

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "The journal of run {Run} is not the one that was known: entry {Known} was known, and it ends at entry {Found}. Nothing is written to the run until an operator of its environment accepts what is there.")]
    private partial void LogDiverged(long run, int known, int found);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Run {Run}, known up to entry {Known}, is not in the database any more. Its number is not given again.")]
    private partial void LogGone(long run, int known);
}
