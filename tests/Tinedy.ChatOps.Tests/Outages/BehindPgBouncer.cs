using System.Net;
using Npgsql;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>Two replicas whose database is behind a PgBouncer in transaction mode with its default settings.</summary>
public sealed class BehindPgBouncer(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_goes_as_without_one_and_the_service_says_what_it_does_without()
    {
        await using var database = await server.CreateDatabaseAsync();
        await using var pooler = await PgBouncer.StartAsync(database.ConnectionString, ignores: "");
        await using var scene = Scene.On(pooler.ConnectionString);
        var here = await scene.HostAsync();
        var there = await scene.HostAsync(("Execution:Directory", scene.AFolder("attempts-there")));
        var run = (await here.SayAsync("devops", "/migrate start")).Run!.Value;
        Done(await there.SayAsync("po", "/migrate done 1.1.1"));

        var notes = await Task.WhenAll(Enumerable.Range(0, 40).Select(note => (note % 2 == 0 ? here : there).SayAsync("po", $"/migrate note number {note}")));
        foreach (var note in notes) Done(note);
        Done(await here.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));

        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
        await Poll.UntilAsync(async () => (await here.BoardAsync(run)).Lines.SequenceEqual((await there.BoardAsync(run)).Lines), "They show different things.");
        ChainVerifier.Verify(new RunId(run), await scene.Journal.ReadAsync(new RunId(run), 0, Ct)).ShouldBeEmpty();
        foreach (var replica in (RunningService[])[here, there])
        {
            using var ready = await replica.GetAsync("/health/ready");
            ready.StatusCode.ShouldBe(HttpStatusCode.OK);
            replica.Said.ShouldContain("A connection pooler stands in front of the database");
            replica.Said.ShouldNotContain("fail:");
            replica.Said.ShouldNotContain(PostgresErrorCodes.DuplicatePreparedStatement);
        }
    }

    private static void Done(Host.TestReply answer) => answer.Kind.ShouldBe("Done", answer.Text);
}
