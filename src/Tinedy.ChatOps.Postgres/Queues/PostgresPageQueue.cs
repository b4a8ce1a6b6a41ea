using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>
/// Pages on their way. The claim is the row's lock, held while the page is sent: an answer waits for it, so that nothing is sent after an
/// answer is committed, and a sender that dies lets go of it.
/// </summary>
internal sealed class PostgresPageQueue(AppDataSource dataSource) : IPageQueue
{
    /// <summary>A sender that was frozen loses its lock, and its transaction, after this many seconds: an answer must not wait for it.</summary>
    private const int Frozen = 15;

    public async Task<(QueuedPage Page, Sent Sent)?> SendNextAsync(Func<QueuedPage, CancellationToken, Task<Sent>> send, CancellationToken ct)
    {
        const string next = """
            select run_id as RunId, seq, kind, alert, tries from chatops.page
            where result is null and due_at <= now()
            order by due_at, run_id, seq
            limit 1
            for update skip locked
            """;
        const string sent = "update chatops.page set result = @result, proof = @proof where run_id = @RunId and seq = @Seq and kind = @Kind";

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.QuerySingleOrDefaultAsync<PageRow>(new(next, transaction: transaction, cancellationToken: ct)) is not { } row) return null;
        await connection.ExecuteAsync(new($"set local idle_in_transaction_session_timeout = '{Frozen}s'", transaction: transaction, cancellationToken: ct));

        var page = row.ToPage();
        var result = await send(page, ct);
        CrashPoints.Reach(CrashPoints.PageSent);
        // What was sent is kept whatever else ends now.
        await connection.ExecuteAsync(new(sent, new { row.RunId, row.Seq, row.Kind, result = result.Result.ToString().ToLowerInvariant(), proof = StoredValues.Text(result.Proof) }, transaction));
        await transaction.CommitAsync(CancellationToken.None);
        return (page, result);
    }

    public async Task<(QueuedPage Page, Sent Sent)?> UnreportedAsync(CancellationToken ct)
    {
        const string sql = """
            select run_id as RunId, seq, kind, alert, tries, result, proof from chatops.page
            where result is not null and not chatops.is_stopped(run_id)
            order by run_id, seq
            limit 1
            for update skip locked
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<PageRow>(new(sql, cancellationToken: ct));
        return row is null ? null : (row.ToPage(), new Sent(Enum.Parse<DeliveryResult>(row.Result!, ignoreCase: true), row.Proof ?? ""));
    }

    public async Task DoneAsync(QueuedPage page, CancellationToken ct)
    {
        const string sql = "delete from chatops.page where run_id = @Number and seq = @Seq and kind = @kind";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { page.Run.Number, page.Seq, kind = page.Kind.ToString().ToLowerInvariant() }, cancellationToken: ct));
    }

    private sealed class PageRow
    {
        public long RunId { get; init; }
        public int Seq { get; init; }
        public string Kind { get; init; } = "";
        public int Alert { get; init; }
        public int Tries { get; init; }
        public string? Result { get; init; }
        public string? Proof { get; init; }

        public QueuedPage ToPage() => new(new RunId(RunId), Alert, Seq, Enum.Parse<PageKind>(Kind, ignoreCase: true), Tries);
    }
}
