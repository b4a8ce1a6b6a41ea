using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>The query that the README gives to an auditor, taken from the README.</summary>
public sealed class AuditorTests(PostgresServer server) : DatabaseTest(server)
{
    [Fact]
    public async Task An_untouched_journal_has_nothing_to_name()
    {
        await WriteRunAsync();

        (await VerifyAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update chatops.run_event set body = replace(body, 'entry', 'Entry') where seq = 3", 3)]
    [InlineData("delete from chatops.run_event where seq = 3", 4)]
    [InlineData("delete from chatops.run_event where seq = 1", 2)]
    public async Task A_changed_journal_is_named_at_its_place(string forgery, int place)
    {
        var run = await WriteRunAsync();

        await AsOwnerAsync($"alter table chatops.run_event disable trigger append_only; {forgery}");

        (await VerifyAsync()).ShouldBe([(run.Number, place)]);
    }

    private async Task<RunId> WriteRunAsync()
    {
        var run = await Journal.NextIdAsync(Ct);
        var entries = new List<StoredEntry>();
        foreach (var seq in Enumerable.Range(1, 5))
        {
            var entry = SampleRequests.Entry(run, seq, $"entry {seq}: ä \"quoted\" 🚀");
            var before = entries.Count > 0 ? entries[^1].Hash.ToArray() : JournalFormat.Origin.ToArray();
            entries.Add(entry with { Hash = JournalFormat.Chain(before, entry.Body) });
        }
        (await Journal.OpenAsync(SampleRequests.Pin(run), new(run, "start", [.. entries]), Ct)).ShouldBeOfType<AppendResult.Done>();
        return run;
    }

    private async Task<IEnumerable<(long, int)>> VerifyAsync()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), Ct);
        var sql = readme.Split("```sql\n")[1].Split("```")[0];
        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        return await connection.QueryAsync<(long, int)>(new(sql, cancellationToken: Ct));
    }
}
