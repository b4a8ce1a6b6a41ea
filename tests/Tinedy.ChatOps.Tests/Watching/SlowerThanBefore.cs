using Npgsql;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Watching;

/// <summary>A migration makes a query slow, and nobody has to notice.</summary>
public sealed class SlowerThanBefore(PostgresServer server)
{
    private const string Step = "1.1.2";

    private const string Runbook = """
        # Small migration

        ## Work
        ### Steps
        - [ ] **Agree**
        - [ ] **Change the schema**
          ```sql {name=change once}
          drop index orders_customer
          ```
        - [ ] **Look at it**

        ## Emergency
        ### Rollback Criteria
        - Data corruption detected
          ```sql {expect="= 0" every=1s count=2 after=change}
          select count(*) from orders where customer is null
          ```
        - Performance degradation > 50%
          ```sql {slower=50% every=1s count=2 samples=9 warmup=2 after=change}
          select count(*) from orders where customer = 4711
          ```
        - Users complain
        ### Rollback Execution
        - [ ] **Make the index again**

        ## Emergency Contacts
        **Database Admin:** _________________________________
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the bot itself")]
    [InlineData("a runner elsewhere, which knows nobody")]
    public async Task The_watcher_notices_by_itself_and_the_first_contact_is_paged(string looking)
    {
        await using var orders = await OrdersAsync();
        await using var scene = await Scene.CreateAsync(server, Runbook);
        const string secret = "Environments:prod:Secrets:DATABASE_URL";
        if (looking == "the bot itself")
        {
            scene.Settings[secret] = orders.ConnectionString;
        }
        else
        {
            scene.Settings["Environments:prod:Runner"] = "next-to-prod";
            await scene.StartRunnerAsync("next-to-prod", ("Environments:prod:Runner", "next-to-prod"), ("Environments:prod:Workspace", scene.Workspace), (secret, orders.ConnectionString));
        }
        var service = await scene.HostAsync();

        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await UntilAsync<RunEvent.BaselineTaken>(scene, run, "No baseline was taken.");
        await service.SayAsync("po", "/migrate done 1.1.1");
        (await service.SayAsync("dba", $"/migrate run {Step}")).Kind.ShouldBe("Done");
        (await scene.EndingAsync(run, Step)).Outcome.ShouldBe(Outcome.Succeeded);
        await UntilAsync<RunEvent.PageTried>(scene, run, "Nobody was paged.");

        var now = (await scene.RunAsync(run))!;
        var alert = now.Alerts.ShouldHaveSingleItem();
        alert.By.Via.ShouldBeNull("nobody raised it but the watcher");
        now.Runbook.Criteria.First(item => item.Key == alert.About).Text.ShouldBe("Performance degradation > 50%");
        alert.Symptom.ShouldMatch(@"^the query has taken \d+\.\d times as long$");
        alert.Measured.ShouldNotBeNull().ShouldMatch(@"^[\d.]+ (ms|s), was [\d.]+ ms before 1\.1\.2, limit [\d.]+ ms · [\d.]+ to [\d.]+ times · 2 checks in a row$");
        alert.Since.ShouldBeGreaterThan(now[now.Runbook.Find(Step)!].LastAttempt!.At);
        var page = alert.Pages.ShouldHaveSingleItem();
        (page.Rung.Person, page.IsDelivered).ShouldBe(("dba", true));
        now.Watchers[now.Runbook.Criteria[0].Key].State.ShouldBe(WatchState.Ok, "the other one is quiet");

        (await service.SayAsync("dba", "/migrate ack")).Kind.ShouldBe("Done");
        var board = (await scene.ScreenAsync(run)).Board;
        board.Header.ToString().ShouldStartWith("Alert · prod");
        board.Facts.ToString().ShouldEndWith("1 of 3 criteria quiet");
        Directory.EnumerateDirectories(scene.Attempts, "probe-*", SearchOption.AllDirectories).Count().ShouldBeLessThanOrEqualTo(2, "only looks that go on have a folder");
    }

    private static Task UntilAsync<T>(Scene scene, long run, string otherwise) where T : RunEvent =>
        Poll.UntilAsync(async () => (await scene.EventsAsync(run)).OfType<T>().Any(), otherwise);

    /// <summary>Enough rows that a scan of all of them takes many times as long as a look into the index.</summary>
    private async Task<TestDatabase> OrdersAsync()
    {
        var database = await server.CreateEmptyDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var fill = new NpgsqlCommand("""
            create table orders as select n as id, n % 50000 as customer, repeat('x', 50) as remark from generate_series(1, 300000) as n;
            create index orders_customer on orders (customer);
            analyze orders;
            """, connection);
        await fill.ExecuteNonQueryAsync(Ct);
        return database;
    }
}
