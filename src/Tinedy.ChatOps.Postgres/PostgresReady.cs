using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Databases;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres;

/// <summary>
/// Whether the journal can be written, found out by writing: a row that needs a page of its own, committed, and an entry of nobody's run,
/// rolled back. One check at a time; whoever asks meanwhile waits for the same one.
/// </summary>
public sealed class PostgresReady(AppDataSource dataSource, TimeProvider time)
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>A check that hangs longer than this is given up: a connection that nobody answers on must not be waited for when the next would do.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromSeconds(5);

    /// <summary>Pages that must be found after a write was refused for want of room: an output or a long note needs more than one.</summary>
    private const int ManyPages = 64;

    /// <summary>Checks after which the rows that they left are thrown away: some 8 MB.</summary>
    internal int Tidied { get; init; } = 1_000;

    private readonly Lock gate = new();
    private Task<Readiness>? running;
    private int checks;

    /// <summary>Answers within <see cref="Patience"/>, whatever the server does.</summary>
    public async Task<Readiness> CheckAsync(CancellationToken ct)
    {
        Task<Readiness> check;
        lock (gate) check = running is { IsCompleted: false } ? running : running = Task.Run(TryAsync, CancellationToken.None);
        try
        {
            return await check.WaitAsync(Patience, time, ct);
        }
        catch (TimeoutException)
        {
            return new(false, $"The database did not answer within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private async Task<Readiness> TryAsync()
    {
        using var bounded = new CancellationTokenSource(GivenUp, time);
        try
        {
            return await WriteAsync(bounded.Token);
        }
        catch (OperationCanceledException)
        {
            return new(false, $"The database did not answer within {GivenUp.TotalSeconds:0} seconds.");
        }
        catch (PostgresException refused)
        {
            return new(false, $"The journal cannot be written: {refused.MessageText} ({refused.SqlState})");
        }
        catch (NpgsqlException unreachable)
        {
            return new(false, $"The database cannot be reached: {unreachable.Message}");
        }
        catch (DatabaseAddressException wrong)
        {
            return new(false, wrong.Message);
        }
    }

    private async Task<Readiness> WriteAsync(CancellationToken ct)
    {
        var role = await WritePagesAsync(dataSource.LackOfRoom is null ? 1 : ManyPages, ct);
        if (role != AppRole.Name) return new(false, $"The service works as {role} and not as {AppRole.Name}: it could change the journal.");
        dataSource.NoticeRoom();
        await WriteEntryAsync(ct);
        return await StoppedAsync(ct) is { Count: > 0 } stopped ? new(true, null) { Stopped = stopped } : new(true, null);
    }

    /// <summary>Rows of which no two fit on a page, so that each needs room that is not there yet. Answers who has written them.</summary>
    private async Task<string?> WritePagesAsync(int pages, CancellationToken ct)
    {
        const string sql = """
            with written as (
                insert into chatops.write_check (filling) select @filling from generate_series(1, @pages) returning 1
            )
            select current_user from written limit 1
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        if (Interlocked.Increment(ref checks) % Tidied == 0) await connection.ExecuteAsync(new("truncate chatops.write_check", cancellationToken: ct));
        return await connection.ExecuteScalarAsync<string>(new(sql, new { pages, filling = RandomNumberGenerator.GetBytes(5_000) }, cancellationToken: ct));
    }

    /// <summary>A negative number is nobody's run, and the process id keeps two checks out of each other's way.</summary>
    private async Task WriteEntryAsync(CancellationToken ct)
    {
        const string sql = """
            with run as (
                insert into chatops.run (id, environment, runbook_name, runbook, runbook_hash, at)
                values (-pg_backend_pid(), '', '', '', '', now())
            )
            insert into chatops.run_event (run_id, seq, at, kind, body, hash)
            values (-pg_backend_pid(), 1, now(), 'ready', '{}', @hash)
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { hash = new byte[SHA256.HashSizeInBytes] }, transaction, cancellationToken: ct));
        await transaction.RollbackAsync(ct);
    }

    private async Task<IReadOnlyList<long>> StoppedAsync(CancellationToken ct)
    {
        const string sql = "select run_id from chatops.journal_divergence where settled_seq is null order by run_id";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return [.. await connection.QueryAsync<long>(new(sql, cancellationToken: ct))];
    }
}

/// <param name="Why">What is in the way, in a sentence without secrets; null when ready.</param>
public sealed record Readiness(bool Ready, string? Why)
{
    /// <summary>Runs to which nothing is written until an operator accepts their journal: it is not the one that was known.</summary>
    public IReadOnlyList<long> Stopped { get; init; } = [];
}
