using Npgsql;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// A block of SQL against the target: in one transaction unless told otherwise, each statement printed with what it gave, each
/// expectation held against it. The first that is not met takes everything back.
/// </summary>
internal static class SqlStep
{
    private const int MostRowsShown = 200;

    public static async Task<Findings> RunAsync(BuiltInStep performance, CancellationToken ct)
    {
        var script = SqlScript.Read(performance.Text);
        if (performance.InOneTransaction && script.TransactionWord is { } word)
            throw new CannotRunException($"The block says {word} itself. Take that away, or write transaction=none. Nothing was executed.");
        if (script.CopyThroughClient is { } copy)
            throw new CannotRunException(FormattableString.Invariant(
                $"Line {copy.Line}: COPY with STDIN or STDOUT needs a client that sends or takes the rows, and an sql block has none. Write insert, or psql in a bash block. Nothing was executed."));
        await using var connection = await TargetDatabase.OpenAsync(performance.Target, ct);
        connection.Notice += (_, said) => Console.WriteLine($"{said.Notice.Severity}: {said.Notice.MessageText}");
        await using var transaction = performance.InOneTransaction ? await TargetDatabase.BeginAsync(connection, ct) : null;

        var findings = new Findings();
        var met = new List<string>();
        foreach (var statement in script.Statements)
        {
            var given = await ExecuteAsync(connection, transaction, statement, ct);
            foreach (var expected in statement.Expectations)
            {
                var found = expected.Subject == "rows" ? given.Rows : given.Value;
                if (found is not null && expected.IsMetBy(found)) met.Add(expected.ToString());
                else Judge(findings, expected, FormattableString.Invariant($"Line {statement.Line}: expected {expected}, found {found ?? "no row"}."));
            }
            if (findings.HasFailed) break;
        }
        if (findings.HasFailed)
        {
            if (transaction is not null) await transaction.RollbackAsync(CancellationToken.None);
            Console.WriteLine(transaction is null ? "Stopped; what was executed before stays." : "Rolled back: nothing of this block has happened.");
            return findings;
        }
        // Once it is sent, a commit must be waited for: whether it came through is the one thing to know.
        if (transaction is not null) await transaction.CommitAsync(CancellationToken.None);
        return met.Count > 0 ? findings.Ok($"As expected: {string.Join(", ", met)}.") : findings;
    }

    private static void Judge(Findings findings, Expectation expected, string sentence)
    {
        Console.WriteLine(sentence);
        if (expected.IsWarning) findings.Warn(sentence);
        else findings.Fail(sentence);
    }

    /// <summary>How many rows it gave or touched, and the first value of the first; null without a row.</summary>
    private static async Task<(string Rows, string? Value)> ExecuteAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, SqlStatement statement, CancellationToken ct)
    {
        // The text comes from the pinned runbook, and it is what was shown. As text, so that any type can be printed.
        await using var command = new NpgsqlCommand(statement.Text, connection, transaction) { AllResultTypesAreUnknown = true, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (reader.FieldCount == 0)
        {
            await reader.CloseAsync();
            var touched = Math.Max(0, reader.RecordsAffected);
            Console.WriteLine(FormattableString.Invariant($"{FirstWord(statement.Text)}: {touched} {(touched == 1 ? "row" : "rows")}"));
            return (FormattableString.Invariant($"{touched}"), null);
        }

        Console.WriteLine(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
        var (rows, first) = (0L, (string?)null);
        for (; await reader.ReadAsync(ct); rows++)
        {
            if (rows == 0) first = Text(reader, 0);
            if (rows < MostRowsShown) Console.WriteLine(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(at => Text(reader, at))));
        }
        if (rows > MostRowsShown) Console.WriteLine(FormattableString.Invariant($"… {rows - MostRowsShown:#,0} more rows"));
        Console.WriteLine(FormattableString.Invariant($"({rows} {(rows == 1 ? "row" : "rows")})"));
        return (FormattableString.Invariant($"{rows}"), first);
    }

    private static string Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? "" : reader.GetString(at);

    private static string FirstWord(string sql) => new string([.. sql.TakeWhile(char.IsLetter)]).ToUpperInvariant() is { Length: > 0 } word ? word : "OK";
}
