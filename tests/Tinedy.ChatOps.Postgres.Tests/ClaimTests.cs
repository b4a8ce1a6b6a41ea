using System.Text.RegularExpressions;
using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>
/// A claim takes one row. A subquery with <c>limit 1 … for update skip locked</c> that is joined to the update is run again for each row where
/// the planner chooses a nested loop, and each run locks another row: it must be computed once, which <c>as materialized</c> says.
/// </summary>
public sealed partial class ClaimTests(PostgresServer server) : DatabaseTest(server)
{
    private const int Waiting = 4;

    [Fact]
    public async Task One_claim_takes_one_row_where_the_planner_believes_that_there_is_only_one()
    {
        // What is known of a table is from when it was last looked at: here it had one row, and nobody looks again.
        await AsOwnerAsync("alter table chatops.letter set (autovacuum_enabled = off)");
        var run = await Journal.OpenRunAsync();
        var outbox = Get<IOutbox>();
        await outbox.QueueLettersAsync(new("slack", "T1/C1"), run, 1, ["the first"], Ct);
        await AsOwnerAsync("analyze chatops.letter");
        await outbox.QueueLettersAsync(new("slack", "T1/C1"), run, 1, [.. Enumerable.Range(1, Waiting - 1).Select(number => $"person {number}")], Ct);

        for (var claimed = 1; claimed <= Waiting; claimed++)
        {
            (await outbox.ClaimLettersAsync("slack", TimeSpan.FromMinutes(1), Ct)).ShouldNotBeNull();
            (await CountAsync("select count(*) from chatops.letter where lease_until is not null")).ShouldBe(claimed);
        }
        (await outbox.ClaimLettersAsync("slack", TimeSpan.FromMinutes(1), Ct)).ShouldBeNull();
    }

    [Fact]
    public void Rows_that_are_locked_for_an_update_are_chosen_once()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.*", SearchOption.AllDirectories).Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".sql", StringComparison.Ordinal));
        var statements = sources.SelectMany(path => Statement().Matches(File.ReadAllText(path)).Select(match => match.Value)).Where(text => text.Contains("skip locked", StringComparison.Ordinal)).ToList();

        statements.Count.ShouldBeGreaterThan(5);
        statements.Where(text => Updates().IsMatch(text) && !text.Contains("as materialized (", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<long>(new(sql, cancellationToken: Ct));
    }

    [GeneratedRegex("\"\"\".*?\"\"\"", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bupdate\s+chatops\.|\bdelete\s+from\s+chatops\.")]
    private static partial Regex Updates();
}
