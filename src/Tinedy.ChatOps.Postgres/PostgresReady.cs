using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Tinedy.ChatOps.Postgres;

/// <summary>Whether the journal can be written, found out by writing it: a real insert, rolled back.</summary>
public sealed class PostgresReady(NpgsqlDataSource dataSource)
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    public async Task<Readiness> CheckAsync(CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(Patience);
        try
        {
            await TryToWriteAsync(bounded.Token);
            return new(true, null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(false, $"The database did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (PostgresException refused)
        {
            return new(false, $"The journal cannot be written: {refused.MessageText} ({refused.SqlState})");
        }
        catch (NpgsqlException unreachable)
        {
            return new(false, $"The database cannot be reached: {unreachable.Message}");
        }
    }

    /// <summary>A negative number is nobody's run, and the process id keeps two checks out of each other's way.</summary>
    private async Task TryToWriteAsync(CancellationToken ct)
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
}

/// <param name="Why">What is in the way, in a sentence without secrets; null when ready.</param>
public sealed record Readiness(bool Ready, string? Why);
