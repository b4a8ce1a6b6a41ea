using System.Security.Cryptography;
using System.Text;
using Dapper;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class EarlierRunsTests(PostgresServer server) : DatabaseTest(server)
{
    private IEarlierRuns Earlier => Get<IEarlierRuns>();

    [Fact]
    public async Task The_latest_runs_of_the_same_runbook_and_environment_are_read_in_order_and_no_other()
    {
        var runs = new List<Run>();
        for (var number = 0; number < 4; number++) runs.Add(await RanAsync("prod", "migration.md"));
        await RanAsync("staging", "migration.md");
        await RanAsync("prod", "another.md");
        var now = await RanAsync("prod", "migration.md");

        var before = await Earlier.BeforeAsync(now, 3, Ct);

        before.Select(entries => entries[0].RunId).ShouldBe(runs.Skip(1).Select(run => run.Id));
        before.ShouldAllBe(entries => entries.Count == 3 && entries[0].Event is RunEvent.Started && entries[2].Event is RunEvent.StepEnded);
        (await Earlier.BeforeAsync(runs[0], 3, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Earlier_runs_are_found_by_an_index()
    {
        // A table this small would be scanned whole: what matters is whether the index can do it.
        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        await connection.ExecuteAsync("set enable_seqscan = off");
        var plan = await connection.QueryAsync<string>("explain select id from chatops.run where environment = 'prod' and runbook_name = 'migration.md' and id < 17 order by id desc limit 10");
        string.Join('\n', plan).ShouldContain("run_of_runbook");
    }

    /// <summary>A run that started, was talked about, and ran one step; it has let go of its environment.</summary>
    private async Task<Run> RanAsync(string environment, string runbook)
    {
        var id = await Journal.NextIdAsync(Ct);
        var pin = Given.Pin(id, environment) with { RunbookName = runbook };
        var ending = new Ending(Outcome.Succeeded, 0, null, Given.At, Given.At.AddSeconds(48), 0, 0, null, [], [], null);
        RunEvent[] events =
        [
            new RunEvent.Started(environment, runbook, pin.RunbookHash, "", []), new RunEvent.NoteWritten("the shop is quiet"),
            new RunEvent.ItemTicked(new ItemKey("agree"), null), new RunEvent.StepEnded(new ItemKey("change"), 1, ending),
        ];
        var entries = events.Select((happens, at) => new JournalEntry(id.Number, at + 1, Given.At.AddMinutes(at), Given.Dba, happens)).ToList();
        (await Journal.OpenAsync(pin, new(id, $"began {id}", [.. entries.SkipLast(1).Select(Written)]), Ct)).ShouldBeOfType<AppendResult.Done>();
        var last = new Append(id, $"ended {id}", [Written(entries[^1])]) { ReleasesEnvironment = true };
        (await Journal.AppendAsync(last, Ct)).ShouldBeOfType<AppendResult.Done>();
        return Run.Fold(RunbookReader.Read("# Plan"u8.ToArray(), runbook).Runbook!, entries.Take(1));
    }

    private static StoredEntry Written(JournalEntry entry)
    {
        var body = JournalFormat.Write(entry);
        return new(entry.Seq, entry.At, JournalFormat.KindOf(entry.Event), body, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
    }
}
