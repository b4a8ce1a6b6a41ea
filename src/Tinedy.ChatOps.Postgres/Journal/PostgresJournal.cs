using Dapper;
using Npgsql;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Postgres.Journal;

/// <summary>
/// The journal. A write is one statement: one round trip and one commit, there as a whole or not at all. Who came first is
/// decided by the primary key of <c>run_event</c>; a loser is recognised by the name of the constraint it met.
/// </summary>
internal sealed class PostgresJournal(NpgsqlDataSource dataSource) : IJournal
{
    private static readonly string AppendSql = "with\n" + Resource.Sql("append.sql");
    private static readonly string OpenSql = Resource.Sql("open.sql") + Resource.Sql("append.sql");

    public async Task<RunId> NextIdAsync(CancellationToken ct)
    {
        const string sql = "select nextval('chatops.run_id')";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return new(await connection.ExecuteScalarAsync<long>(new(sql, cancellationToken: ct)));
    }

    public async Task<AppendResult> OpenAsync(Pin pin, Append first, CancellationToken ct)
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
        return append.Held is { } held && !await IsHeldAsync(held.Attempt, held.Owner, ct) ? new AppendResult.Lost() : new AppendResult.Overtaken();
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

    private async Task<bool> IsHeldAsync(AttemptId attempt, string owner, CancellationToken ct)
    {
        const string sql = """
            select exists (
                select from chatops.attempt where run_id = @run and item = @item and number = @number and claimed_by = @owner and ended_at is null
            )
            """;
        var row = new { run = attempt.Run.Number, item = attempt.Item.Value, number = attempt.Number, owner };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new(sql, row, cancellationToken: ct));
    }

    public async Task<Pin?> FindAsync(RunId run, CancellationToken ct)
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

    public async Task<PastRequest?> FindRequestAsync(string key, CancellationToken ct)
    {
        const string sql = "select run_id as RunId, first_seq as FirstSeq, last_seq as LastSeq from chatops.request where key = @key";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<RequestRow>(new(sql, new { key = Stored.Text(key) }, cancellationToken: ct));
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
}
