using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>Who owns the tables can change what stands in them. What does not match its hash any more decides nothing.</summary>
public sealed class EditedJournal(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_that_was_changed_in_the_database_opens_no_gate_until_an_operator_has_looked()
    {
        await using var scene = await Scene.CreateAsync(server);
        long run;
        await using (var before = await scene.HostAsync())
        {
            run = (await before.SayAsync("devops", "/migrate start")).Run!.Value;
            Done(await before.SayAsync("po", "/migrate done 1.1.1"));
            Done(await before.SayAsync("po", "/migrate undo 1.1.1"));
            (await before.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Refused");
        }
        // The third entry took the tick back; now it ticks again, and the step would be open.
        await ForgeAsync(scene, $"""
            update chatops.run_event set body = (select replace(tick.body, '"seq":2', '"seq":3') from chatops.run_event tick where tick.run_id = {run} and tick.seq = 2)
            where run_id = {run} and seq = 3
            """);

        await using var after = await scene.HostAsync();

        (await after.BoardAsync(run)).Lines.ShouldContain(line => line.Contains("entry 3 of the journal does not match its hash", StringComparison.Ordinal));
        (await after.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
        using (var ready = await after.GetAsync("/health/ready")) (await ready.Content.ReadAsStringAsync(Ct)).ShouldContain($"run {run}: ");
        Done(await after.SayAsync("dba", "/migrate accept-journal it is what really happened"));
        Done(await after.SayAsync("po", "/migrate note it goes on"));
        await after.DisposeAsync();

        // Accepted once; the next change is another one.
        await using (var again = await scene.HostAsync()) Done(await again.SayAsync("po", "/migrate note as it was accepted"));
        await ForgeAsync(scene, $"update chatops.run_event set body = replace(body, 'it goes on', 'it went on') where run_id = {run} and body like '%it goes on%'");
        await using var last = await scene.HostAsync();
        (await last.SayAsync("po", "/migrate note not any more")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
    }

    [Fact]
    public async Task What_a_service_finds_at_its_start_stops_the_one_that_lives_already()
    {
        await using var scene = await Scene.CreateAsync(server);
        await using var living = await scene.HostAsync();
        var run = (await living.SayAsync("devops", "/migrate start")).Run!.Value;
        Done(await living.SayAsync("po", "/migrate note it goes on"));
        await ForgeAsync(scene, $"update chatops.run_event set body = replace(body, 'it goes on', 'it went on') where run_id = {run} and body like '%it goes on%'");

        await using var second = await scene.HostAsync();

        (await second.SayAsync("po", "/migrate note is it I?")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
        (await living.SayAsync("po", "/migrate note is it I?")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
        await Poll.UntilAsync(
            async () => (await living.BoardAsync(run)).Lines.Any(line => line.Contains("does not match its hash", StringComparison.Ordinal)),
            "The living service shows what was forged.");
    }

    [Fact]
    public async Task A_journal_whose_hashes_were_all_computed_anew_is_stopped_by_what_the_host_remembers_that_ran_its_steps()
    {
        await using var scene = await Scene.CreateAsync(server);
        long run;
        await using (var before = await scene.HostAsync())
        {
            run = (await before.SayAsync("devops", "/migrate start")).Run!.Value;
            Done(await before.SayAsync("po", "/migrate done 1.1.1"));
            Done(await before.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
            await Poll.UntilAsync(async () => (await EntriesAsync(scene, run)).Any(one => one.Kind == "step-ended"), "The step did not end.");
        }
        await ForgeAsync(scene, async owner =>
        {
            ReadOnlyMemory<byte> hash = JournalFormat.Origin.ToArray();
            foreach (var (seq, kind, stored) in await EntriesAsync(scene, run))
            {
                // Somebody else is made to have ticked it.
                var body = kind == "item-ticked" ? stored.Replace("\"po\"", "\"lead\"", StringComparison.Ordinal) : stored;
                (body == stored).ShouldBe(kind != "item-ticked");
                hash = JournalFormat.Chain(hash.Span, body);
                await owner.ExecuteAsync("update chatops.run_event set body = @body, hash = @hash where run_id = @run and seq = @seq", new { run, seq, body, hash = hash.ToArray() });
            }
        });

        await using var after = await scene.HostAsync();

        await Poll.UntilAsync(async () =>
        {
            using var ready = await after.GetAsync("/health/ready");
            return (await ready.Content.ReadAsStringAsync(Ct)).Contains($"run {run}: its journal is not the one that was known", StringComparison.Ordinal);
        }, "It is not noticed.");
        (await after.SayAsync("po", "/migrate note is it I?")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
    }

    private static async Task<IReadOnlyList<(int Seq, string Kind, string Body)>> EntriesAsync(Scene scene, long run)
    {
        await using var owner = new NpgsqlConnection(scene.ConnectionString);
        return [.. await owner.QueryAsync<(int, string, string)>("select seq, kind, body from chatops.run_event where run_id = @run order by seq", new { run })];
    }

    private static Task ForgeAsync(Scene scene, string sql) => ForgeAsync(scene, async owner => (await owner.ExecuteAsync(sql)).ShouldBe(1));

    private static async Task ForgeAsync(Scene scene, Func<NpgsqlConnection, Task> change)
    {
        await using var owner = new NpgsqlConnection(scene.ConnectionString);
        await owner.OpenAsync(Ct);
        await owner.ExecuteAsync("alter table chatops.run_event disable trigger user");
        await change(owner);
        await owner.ExecuteAsync("alter table chatops.run_event enable always trigger append_only");
    }

    private static void Done(TestReply reply) => reply.Kind.ShouldBe("Done", reply.Text);
}
