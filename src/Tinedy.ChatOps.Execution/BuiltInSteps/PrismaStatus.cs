using System.Security.Cryptography;
using Npgsql;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// What the database itself says of Prisma's migrations. <c>migrate deploy</c> has been seen to end with 0 and to have applied nothing;
/// the table <c>_prisma_migrations</c> tells, by name and by the checksum of each file.
/// </summary>
internal static class PrismaStatus
{
    private const string Folder = "prisma/migrations";

    /// <summary>The key of the advisory lock that Prisma takes while it migrates.</summary>
    private const long LockKey = 72707369;

    public static async Task<Findings> BeforeAsync(BuiltInStep performance, CancellationToken ct)
    {
        var files = Files();
        await using var database = await TargetDatabase.OpenAsync(performance.Target, ct);
        // The schema is looked for in it alone: what is set for it ends with it.
        await using var transaction = await TargetDatabase.BeginAsync(database, ct);
        var rows = await RowsAsync(database, performance.Target, ct);
        var findings = new Findings();
        if (rows.FirstOrDefault(IsHalf) is { } half) return findings.Fail(await UnfinishedPrismaMigration.AdviceAsync(half.Name, half.Logs, Folder, database, ct));
        if (await LockHolderAsync(database, ct) is { } holder) return findings.Fail($"Somebody else is migrating: {holder} holds Prisma's lock.");
        if (Changed(files, rows) is { Count: > 0 } changed)
            return findings.Fail($"The database says: {BackupProof.Several(changed, "migration")} {(changed.Count == 1 ? "was" : "were")} applied with another content than {(changed.Count == 1 ? "its file has" : "their files have")} now.");
        var strange = Applied(rows).Select(row => row.Name).Except(files.Keys).ToList();
        if (strange.Count > 0) findings.Warn($"Not here: {BackupProof.Several(strange, "migration")} of the database {(strange.Count == 1 ? "is" : "are")} not in {Folder}.");
        var pending = Pending(files, rows);
        foreach (var name in pending.Intersect(rows.Where(row => row.IsRolledBack).Select(row => row.Name)))
            if (await UnfinishedPrismaMigration.ObjectionAsync(name, Folder, database, ct) is { } objection) return findings.Fail(objection);
        return findings.Ok(pending.Count == 0 ? $"Nothing was pending: all {files.Count} migrations were applied before." : $"Pending before: {string.Join(", ", pending)}.");
    }

    public static async Task<Findings> AfterAsync(BuiltInStep performance, CancellationToken ct)
    {
        var files = Files();
        await using var database = await TargetDatabase.OpenAsync(performance.Target, ct);
        // The schema is looked for in it alone: what is set for it ends with it.
        await using var transaction = await TargetDatabase.BeginAsync(database, ct);
        var rows = await RowsAsync(database, performance.Target, ct);
        var findings = new Findings();
        var half = rows.Where(IsHalf).ToList();
        var pending = Pending(files, rows).Except(half.Select(row => row.Name)).ToList();
        var changed = Changed(files, rows);
        foreach (var row in half) findings.Fail(await UnfinishedPrismaMigration.AdviceAsync(row.Name, row.Logs, Folder, database, ct));
        if (pending.Count > 0) findings.Fail($"The database says: {BackupProof.Several(pending, "migration")} {(pending.Count == 1 ? "is" : "are")} not applied.");
        if (changed.Count > 0) findings.Fail($"The database says: {BackupProof.Several(changed, "migration")} {(changed.Count == 1 ? "was" : "were")} applied with another content.");
        return findings.HasFailed ? findings : findings.Ok($"The database says: all {files.Count} migrations are applied, names and checksums agree.");
    }

    private static List<string> Pending(SortedDictionary<string, string> files, IReadOnlyList<Row> rows) => [.. files.Keys.Except(Applied(rows).Select(row => row.Name))];

    private static List<string> Changed(SortedDictionary<string, string> files, IReadOnlyList<Row> rows) =>
        [.. Applied(rows).Where(row => files.TryGetValue(row.Name, out var checksum) && checksum != row.Checksum).Select(row => row.Name)];

    private static bool IsHalf(Row row) => row is { IsFinished: false, IsRolledBack: false };

    private static IEnumerable<Row> Applied(IEnumerable<Row> rows) => rows.Where(row => row is { IsFinished: true, IsRolledBack: false });

    /// <summary>Name → checksum as Prisma writes it: SHA-256 of the file.</summary>
    private static SortedDictionary<string, string> Files()
    {
        if (!Directory.Exists(Folder)) throw new CannotRunException($"There is no folder {Folder} in the workspace, so what a migration did cannot be seen. Where it is elsewhere, write proof=none.");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateDirectories(Folder).Select(folder => Path.Combine(folder, "migration.sql")).Where(File.Exists))
            files[Path.GetFileName(Path.GetDirectoryName(file)!)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return files;
    }

    private static async Task<IReadOnlyList<Row>> RowsAsync(NpgsqlConnection database, string target, CancellationToken ct)
    {
        if (TargetDatabase.Schema(target) is { } schema)
        {
            await using var path = new NpgsqlCommand("select set_config('search_path', quote_ident($1), true)", database) { Parameters = { new() { Value = schema } } };
            await path.ExecuteNonQueryAsync(ct);
        }
        await using var look = new NpgsqlCommand("select to_regclass('_prisma_migrations') is not null", database);
        if (await look.ExecuteScalarAsync(ct) is not true) return [];
        const string sql = "select migration_name, checksum, finished_at is not null, rolled_back_at is not null, coalesce(logs, '') from _prisma_migrations order by started_at";
        await using var command = new NpgsqlCommand(sql, database);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<Row>();
        while (await reader.ReadAsync(ct)) rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetString(4)));
        return rows;
    }

    private static async Task<string?> LockHolderAsync(NpgsqlConnection database, CancellationToken ct)
    {
        const string sql = """
            select format('process %s%s', l.pid, coalesce(' (' || nullif(a.application_name, '') || ')', ''))
            from pg_locks l left join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
              and (l.classid::bigint << 32) | l.objid::bigint = $1
            limit 1
            """;
        await using var command = new NpgsqlCommand(sql, database) { Parameters = { new() { Value = LockKey } } };
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <param name="Logs">What went wrong, as Prisma wrote it down; empty while nothing did.</param>
    private sealed record Row(string Name, string Checksum, bool IsFinished, bool IsRolledBack, string Logs);
}
