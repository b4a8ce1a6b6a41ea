using Npgsql;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// A block of SQL, again and again on one connection, each time in a transaction of its own that can only read: a watcher that changes what it
/// watches is refused by the server. Rows are fetched and not shown.
/// </summary>
internal sealed class SqlSubject : IWatchSubject
{
    private readonly NpgsqlConnection connection;
    private readonly SqlScript script;
    private readonly TimeProvider clock;

    private SqlSubject(NpgsqlConnection connection, SqlScript script, TimeProvider clock) =>
        (this.connection, this.script, this.clock) = (connection, script, clock);

    public static async Task<SqlSubject> OpenAsync(BuiltInStep performance, TimeProvider clock, CancellationToken ct)
    {
        var script = SqlScript.Read(performance.Text);
        if (script.TransactionWord is { } word) throw new CannotRunException($"The block says {word} itself, and a watcher may only read. Nothing was executed.");
        return new(await TargetDatabase.OpenAsync(performance.Target, ct), script, clock);
    }

    public async Task<SubjectResult> LookAsync(CancellationToken ct)
    {
        await using var transaction = await TargetDatabase.BeginAsync(connection, ct);
        await using (var readOnly = new NpgsqlCommand("set transaction read only", connection, transaction)) await readOnly.ExecuteNonQueryAsync(ct);
        var began = clock.GetTimestamp();
        var (unmet, first) = ((string?)null, (string?)null);
        foreach (var statement in script.Statements)
        {
            var (rows, value) = await ExecuteAsync(statement, transaction, ct);
            first = value;
            unmet ??= statement.Expectations
                .Select(expected => (Expected: expected, Found: expected.Subject == "rows" ? FormattableString.Invariant($"{rows}") : value))
                .Where(one => one.Found is null || !one.Expected.IsMetBy(one.Found))
                .Select(one => $"expected {one.Expected}, found {one.Found ?? "no value"}").FirstOrDefault();
        }
        return new(clock.GetElapsedTime(began), unmet, first);
    }

    public Findings NeverBack(Findings findings, TimeSpan within) => findings.Fail(FormattableString.Invariant($"The query had not come back after {within.TotalSeconds:0.#} s."));

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>How many rows it gave, and the first value of the first; null without a row, and for null.</summary>
    private async Task<(long Rows, string? Value)> ExecuteAsync(SqlStatement statement, NpgsqlTransaction transaction, CancellationToken ct)
    {
        // The text comes from the pinned runbook. As text, so that a number of any type can be read.
        await using var command = new NpgsqlCommand(statement.Text, connection, transaction) { AllResultTypesAreUnknown = true, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (rows, first) = (0L, (string?)null);
        for (; await reader.ReadAsync(ct); rows++)
            if (rows == 0 && reader.FieldCount > 0 && !reader.IsDBNull(0)) first = reader.GetString(0);
        return (rows, first);
    }
}
