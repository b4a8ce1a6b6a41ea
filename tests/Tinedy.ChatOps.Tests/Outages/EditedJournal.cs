using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Commands;
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

    private static async Task ForgeAsync(Scene scene, string sql)
    {
        await using var owner = new NpgsqlConnection(scene.ConnectionString);
        await owner.OpenAsync(Ct);
        await owner.ExecuteAsync("alter table chatops.run_event disable trigger user");
        (await owner.ExecuteAsync(sql)).ShouldBe(1);
        await owner.ExecuteAsync("alter table chatops.run_event enable always trigger append_only");
    }

    private static void Done(TestReply reply) => reply.Kind.ShouldBe("Done", reply.Text);
}
