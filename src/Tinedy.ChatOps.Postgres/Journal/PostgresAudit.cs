using Dapper;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Journal;

/// <summary>
/// What the rest of the database knows about a run's journal. A hash chain cannot tell that its own end was cut off;
/// these tables were written in the same transactions and contradict a cut.
/// </summary>
public sealed class PostgresAudit(AppDataSource dataSource)
{
    public async Task<AuditFacts> ReadAsync(RunId run, CancellationToken ct)
    {
        const string sql = """
            select
                (select max(last_seq) from chatops.request where run_id = @Number) as LastRequestSeq,
                (select max(greatest(seq, voided_seq)) from chatops.sign_off where run_id = @Number) as LastSignOffSeq,
                (select max(wanted_seq) from chatops.outbox where run_id = @Number) as LastWantedSeq,
                exists (select from chatops.environment_hold where run_id = @Number) as HoldsEnvironment
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleAsync<Row>(new(sql, new { run.Number }, cancellationToken: ct));
        return new(row.LastRequestSeq, row.LastSignOffSeq, row.LastWantedSeq, row.HoldsEnvironment);
    }

    /// <summary>Every signature of a run, standing or void, as an auditor finds it in the table.</summary>
    public async Task<IReadOnlyList<ListedSignOff>> SignOffsAsync(RunId run, CancellationToken ct)
    {
        const string sql = "select seq, role, platform, tenant, user_id as UserId, content as Content from chatops.sign_off where run_id = @Number order by seq";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<SignOff>(new(sql, new { run.Number }, cancellationToken: ct));
        return [.. rows.Select(row => new ListedSignOff(row.Seq, row.Role, new Identity(row.Platform, row.Tenant, row.UserId), row.Content))];
    }

    private sealed class SignOff
    {
        public int Seq { get; init; }
        public string Role { get; init; } = "";
        public string Platform { get; init; } = "";
        public string Tenant { get; init; } = "";
        public string UserId { get; init; } = "";
        public string Content { get; init; } = "";
    }

    private sealed class Row
    {
        public int? LastRequestSeq { get; init; }
        public int? LastSignOffSeq { get; init; }
        public int? LastWantedSeq { get; init; }
        public bool HoldsEnvironment { get; init; }
    }
}

/// <summary>The entries of a journal that must be there because something else refers to them.</summary>
/// <param name="LastRequestSeq">The last entry that a person or the runner was answered with; null when nobody was.</param>
/// <param name="LastSignOffSeq">The last entry that gave or voided a signature.</param>
/// <param name="LastWantedSeq">The last entry that a room was to be told of.</param>
/// <param name="HoldsEnvironment">The run has not let go of its environment: its journal cannot have closed it.</param>
public sealed record AuditFacts(int? LastRequestSeq, int? LastSignOffSeq, int? LastWantedSeq, bool HoldsEnvironment)
{
    /// <summary>The journal must reach at least this entry; 0 when nothing refers to any.</summary>
    public int MustReach => Math.Max(LastRequestSeq ?? 0, Math.Max(LastSignOffSeq ?? 0, LastWantedSeq ?? 0));
}
