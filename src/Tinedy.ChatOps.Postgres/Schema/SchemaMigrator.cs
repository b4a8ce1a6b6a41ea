using System.Globalization;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Schema;

/// <summary>
/// Brings a database to the schema of this program. Each migration is one transaction, and each transaction takes the
/// same advisory lock first and looks again what is there: any number of replicas may start at once. The lock belongs
/// to the transaction and not to the session, so that it also holds behind a pooler.
/// </summary>
/// <param name="connectionString">Of the owner of the schema, not of the role that the program works as.</param>
public sealed class SchemaMigrator(string connectionString)
{
    /// <summary>Only a number that nobody else is likely to use: "tinedy" in ASCII.</summary>
    private const long LockKey = 0x74696E656479;

    private readonly string _address = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 300 }.ConnectionString;

    internal IReadOnlyList<Migration> Known { get; init; } = Migration.All;

    /// <summary>What the database still lacks, in order.</summary>
    /// <exception cref="SchemaException">An applied migration has changed, or the database is newer than this program.</exception>
    public async Task<IReadOnlyList<Migration>> PendingAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await PendingAsync(connection, null, ct);
    }

    /// <summary>Writes the SQL of all migrations, or of those that the database lacks, for a DBA to read.</summary>
    public async Task PrintAsync(TextWriter to, bool onlyPending, CancellationToken ct)
    {
        var migrations = onlyPending ? await PendingAsync(ct) : Known;
        await to.WriteAsync(Migration.Script(migrations).AsMemory(), ct);
    }

    /// <summary>Applies what is missing and answers what that was.</summary>
    /// <exception cref="SchemaException">As for <see cref="PendingAsync(CancellationToken)"/>, or a migration failed; its transaction is undone.</exception>
    public Task<IReadOnlyList<Migration>> ApplyAsync(CancellationToken ct) => ApplyAsync(_ => { }, ct);

    /// <inheritdoc cref="ApplyAsync(CancellationToken)"/>
    /// <param name="report">Hears of each one when it is done.</param>
    public async Task<IReadOnlyList<Migration>> ApplyAsync(Action<Migration> report, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var applied = new List<Migration>();
        while (await ApplyNextAsync(connection, ct) is { } migration)
        {
            applied.Add(migration);
            report(migration);
        }
        return applied;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(_address);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ProtocolViolation)
        {
            throw new SchemaException(AppDataSource.Advice(refused), refused);
        }
    }

    private async Task<Migration?> ApplyNextAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        // A finished schema is only read: the program may then run as a login that owns nothing.
        if (await PendingAsync(connection, null, ct) is []) return null;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new("select pg_advisory_xact_lock(@LockKey)", new { LockKey }, transaction, cancellationToken: ct));
        if (await PendingAsync(connection, transaction, ct) is not [var next, ..]) return null;
        try
        {
            await ApplyAsync(next, connection, transaction, ct);
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException failure)
        {
            throw new SchemaException(
                $"The migration {next.Name} failed and was undone: {failure.MessageText} {failure.Hint}".TrimEnd(), failure);
        }
        return next;
    }

    private static async Task ApplyAsync(Migration migration, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        const string ledger = """
            create schema if not exists chatops;
            create table if not exists chatops.schema_version (
                number     integer     primary key,
                name       text        not null,
                sha256     text        not null,
                applied_at timestamptz not null default now()
            );
            comment on table chatops.schema_version is
                'The migrations that were applied here. A changed hash of an applied one stops the program.';
            """;
        const string record = "insert into chatops.schema_version (number, name, sha256) values (@Number, @Name, @Sha256)";
        if (!await HasLedgerAsync(connection, transaction, ct)) await connection.ExecuteAsync(new(ledger, null, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new(migration.Sql, null, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new(record, migration, transaction, cancellationToken: ct));
    }

    private async Task<IReadOnlyList<Migration>> PendingAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        const string sql = "select number, name, sha256, applied_at as AppliedAt from chatops.schema_version order by number";
        if (!await HasLedgerAsync(connection, transaction, ct)) return Known;
        var applied = (await connection.QueryAsync<Applied>(new(sql, null, transaction, cancellationToken: ct))).ToDictionary(row => row.Number);
        Judge(applied.Values);
        return [.. Known.Where(migration => !applied.ContainsKey(migration.Number))];
    }

    private static Task<bool> HasLedgerAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        // Not to_regclass: its answer from before the wait for the lock is remembered until the transaction ends.
        const string sql = """
            select exists (
                select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'chatops' and c.relname = 'schema_version')
            """;
        return connection.ExecuteScalarAsync<bool>(new(sql, null, transaction, cancellationToken: ct));
    }

    private void Judge(IEnumerable<Applied> applied)
    {
        var known = Known.ToDictionary(migration => migration.Number);
        foreach (var row in applied)
        {
            if (!known.TryGetValue(row.Number, out var migration))
            {
                throw new SchemaException(
                    $"The database is newer than this program: it has {row.Name}, and this program ends at {Known[^1].Name}. "
                    + "Start a version of the program that is at least as new; nothing was changed.");
            }
            if (migration.Sha256 == row.Sha256) continue;
            throw new SchemaException(string.Create(CultureInfo.InvariantCulture,
                $"The migration {row.Name} was applied on {row.AppliedAt:yyyy-MM-dd HH:mm} UTC with another content (sha256 {row.Sha256}) ")
                + $"than this program has ({migration.Sha256}). An applied migration is never edited: "
                + "restore the file and put the change into a new one. Nothing was changed.");
        }
    }

    private sealed class Applied
    {
        public int Number { get; init; }
        public string Name { get; init; } = "";
        public string Sha256 { get; init; } = "";
        public DateTime AppliedAt { get; init; }
    }
}
