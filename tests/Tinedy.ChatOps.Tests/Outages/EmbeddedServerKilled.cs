using System.Net;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>The embedded server dies under a running service, as by a kill for want of memory.</summary>
public sealed class EmbeddedServerKilled(PostgresServer server)
{
    private const int MostLines = 40;

    [Fact]
    public async Task A_killed_embedded_server_is_started_again_by_the_service_and_the_run_goes_on_and_the_log_stays_short()
    {
        await using var local = await LocalMode.StartAsync(server);
        var run = (await local.Service.SayAsync("devops", "/migrate start")).Run!.Value;
        var before = local.Service.Said;

        for (var death = 1; death <= 2; death++)
        {
            var killed = local.Postmaster;
            local.KillPostmaster();
            await Poll.UntilAsync(() => local.Service.Said.Split("serves again").Length > death, "It was not started again.");
            await local.UntilReadyAsync();
            local.Postmaster.ShouldNotBe(killed);
        }

        (await local.Service.BoardAsync(run)).Lines[0].ShouldStartWith("Running · prod");
        (await local.Service.SayAsync("dba", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
        var log = local.Service.Said[before.Length..];
        log.ShouldContain("ended by itself, and is started again.");
        log.ShouldContain("ended 2 times, one soon after the other.");
        log.ShouldNotContain("   at ", customMessage: log);
        log.Split('\n').Length.ShouldBeLessThan(MostLines, log);
    }

    [Fact]
    public async Task While_an_embedded_server_cannot_be_started_readiness_and_the_log_say_why_and_where_to_look_and_mended_it_serves_again()
    {
        await using var local = await LocalMode.StartAsync(server);
        await local.Service.SayAsync("devops", "/migrate start");

        local.BreakCluster();
        local.KillPostmaster();
        await Poll.UntilAsync(async () => (await local.ReadyAsync()).Body.Contains("cannot be started", StringComparison.Ordinal), "Readiness did not say why.");
        var (code, body) = await local.ReadyAsync();
        code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.ShouldContain("could not find the database system");
        body.ShouldContain("server.log");
        local.Service.Everything.ShouldContain("it is tried again in");

        local.MendCluster();
        await local.UntilReadyAsync();
        (await local.Service.SayAsync("dba", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
    }
}
