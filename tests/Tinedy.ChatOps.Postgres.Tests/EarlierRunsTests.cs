using System.Security.Cryptography;
using System.Text;
using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class EarlierRunsTests(PostgresServer server) : DatabaseTest(server)
{
    private DateTimeOffset now = SampleRequests.At;

    private IEarlierRuns Earlier => Get<IEarlierRuns>();

    [Fact]
    public async Task The_latest_runs_of_the_same_runbook_and_environment_are_read_in_order_and_no_other()
    {
        var runs = new List<Run>();
        for (var number = 0; number < 4; number++) runs.Add(await RanAsync("prod", "migration.md"));
        await RanAsync("staging", "migration.md");
        await RanAsync("prod", "another.md");
        var latest = await RanAsync("prod", "migration.md");

        var before = await Earlier.BeforeAsync(latest, [], 3, Ct);

        before.Select(entries => entries[0].RunId).ShouldBe(runs.Skip(1).Select(run => run.Id));
        before.ShouldAllBe(entries => entries.Count == 3 && entries[0].Event is RunEvent.Started && entries[2].Event is RunEvent.StepEnded);
        (await Earlier.BeforeAsync(runs[0], [], 3, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rehearsal_elsewhere_is_found_beside_earlier_runs_and_neither_crowds_out_the_other()
    {
        var meant = await RanAsync("prod", "migration.md");
        var rehearsals = new List<Run>();
        for (var number = 0; number < 3; number++) rehearsals.Add(await RanAsync("staging", "migration.md", Rehearsal.Real));
        await RanAsync("elsewhere", "migration.md", Rehearsal.Real);
        var run = await RanAsync("prod", "migration.md");

        var before = await Earlier.BeforeAsync(run, ["staging"], 2, Ct);

        before.Select(entries => entries[0].RunId).ShouldBe([meant.Id, .. rehearsals.Skip(1).Select(rehearsal => rehearsal.Id)]);
        RunForecast.From("prod", before).Of(Step)!.ShouldBe(PlannedDuration.Of(TimeSpan.FromSeconds(48), TimeSpan.FromSeconds(48)));
    }

    [Fact]
    public async Task A_run_knows_what_was_known_when_it_began_and_one_that_is_scheduled_hears_of_a_later_rehearsal()
    {
        var run = await RanAsync("prod", "migration.md");
        var later = await RanAsync("staging", "migration.md", Rehearsal.Real);

        (await Earlier.BeforeAsync(run, ["staging"], 3, Ct)).ShouldBeEmpty();
        (await Earlier.BeforeAsync(run with { BegunAt = null }, ["staging"], 3, Ct)).Single()[0].RunId.ShouldBe(later.Id);
        var inBetween = await Earlier.BeforeAsync(run with { BegunAt = later.StartedAt.AddMinutes(2) }, ["staging"], 3, Ct);
        inBetween.Single().Select(entry => entry.Event.GetType()).ShouldBe([typeof(RunEvent.Started), typeof(RunEvent.ItemTicked)], "it had not come any further by then");
    }

    [Fact]
    public async Task A_rollback_that_was_rehearsed_is_told_from_its_start_to_its_end()
    {
        await RanAsync("staging", "migration.md", Rehearsal.Real, new RunEvent.RollbackStarted("to see how long it takes"), new RunEvent.RolledBack());
        var run = await RanAsync("prod", "migration.md");

        RunForecast.From("prod", await Earlier.BeforeAsync(run, ["staging"], 3, Ct)).Rollback!.Rehearsed.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Earlier_runs_are_found_by_an_index()
    {
        // A table this small would be scanned whole: what matters is whether the index can do it.
        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        await connection.ExecuteAsync("set enable_seqscan = off");
        var plan = await connection.QueryAsync<string>("explain select id from chatops.run where environment = 'prod' and runbook_name = 'migration.md' and id <> 17 and at <= now() order by id desc limit 10");
        string.Join('\n', plan).ShouldContain("run_of_runbook");
    }

    private static Item Step { get; } = RunbookReader.Read("# Plan\n## Do\n- [ ] Change\n"u8.ToArray(), "migration.md").Runbook!.Items.Single();

    /// <summary>A run that started, was talked about, and ran one step; it has let go of its environment.</summary>
    private async Task<Run> RanAsync(string environment, string runbook, Rehearsal? rehearsal = null, params RunEvent[] more)
    {
        var id = await Journal.NextIdAsync(Ct);
        var pin = SampleRequests.Pin(id, environment) with { RunbookName = runbook, At = now };
        var ending = new Ending(Outcome.Succeeded, 0, null, SampleRequests.At, SampleRequests.At.AddSeconds(48), 0, 0, null, [], [], null);
        RunEvent[] events =
        [
            new RunEvent.Started(environment, runbook, pin.RunbookHash, "", []) { Rehearsal = rehearsal }, new RunEvent.NoteWritten("the shop is quiet"),
            new RunEvent.ItemTicked(new ItemKey("agree"), null), new RunEvent.StepEnded(Step.Key, 1, ending), .. more,
        ];
        var entries = events.Select((happens, at) => new JournalEntry(id.Number, at + 1, now.AddMinutes(at), SampleRequests.Dba, happens)).ToList();
        now = now.AddHours(1);
        (await Journal.OpenAsync(pin, new(id, $"began {id}", [.. entries.SkipLast(1).Select(Written)]), Ct)).ShouldBeOfType<AppendResult.Done>();
        var last = new Append(id, $"ended {id}", [Written(entries[^1])]) { Before = Written(entries[^2]).Hash, ReleasesEnvironment = true };
        (await Journal.AppendAsync(last, Ct)).ShouldBeOfType<AppendResult.Done>();
        return Run.Fold(RunbookReader.Read("# Plan"u8.ToArray(), runbook).Runbook!, entries.Take(1));
    }

    private static StoredEntry Written(JournalEntry entry)
    {
        var body = JournalFormat.Write(entry);
        return new(entry.Seq, entry.At, JournalFormat.KindOf(entry.Event), body, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
    }
}
