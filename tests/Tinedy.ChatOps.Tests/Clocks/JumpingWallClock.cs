using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Paging;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Clocks;

/// <summary>Two replicas on one database. Somebody moves the wall clock of one of them, forward and back, by an hour.</summary>
public sealed class JumpingWallClock(PostgresServer server)
{
    private const string Runbook = """
        # Night
        ## Work
        ### Steps
        - [ ] Change the data
          ```bash {name=change once silence=5m}
          echo change >> starts
          until [ -e go ]; do sleep 0.05; done
          ```
        - [ ] Look at it
        ## Emergency
        ### Rollback Criteria
        - Performance degradation
        ## Emergency Contacts
        **Database Admin:** ____
        **DevOps Lead:** ____
        """;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_starts_twice_a_calling_alert_still_calls_and_the_service_goes_on()
    {
        using var wall = new FakeWallClock();
        await using var alarm = await AlarmScene.CreateAsync(server, Runbook);
        var scene = alarm.Scene;
        var jumping = await scene.StartAsync(null, [.. wall.Environment.Select(one => (one.Key, one.Value))]);
        var run = (await jumping.SayAsync("devops", "/migrate start")).Run!.Value;
        (await jumping.SayAsync("dba", "/migrate run change")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");
        // Only now, so that it is not the one that runs the step: it will be killed.
        var steady = await scene.StartAsync(null, ("Execution:Directory", scene.AFolder("attempts-there")));

        wall.Jump(Hour);
        await ClockIsAsync(jumping, "ahead of");
        (await jumping.SayAsync("dba", "/migrate note an hour ahead")).Kind.ShouldBe("Done");

        (await jumping.SayAsync("po", "/migrate raise 1 queries take 3 s")).Kind.ShouldBe("Done");
        wall.Jump(-2 * Hour);
        await ClockIsAsync(jumping, "behind");
        await steady.KillAsync();
        await alarm.UntilAsync(run, alert => alert.Round >= 2 && alert.Pages.Any(page => page.Round == 2), "The alert fell silent.");
        (await jumping.SayAsync("dba", "/migrate ack")).Kind.ShouldBe("Done");

        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);
        (await scene.EndingAsync(run, "1.1.1")).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
        var moments = (await scene.Journal.ReadAsync(new RunId(run), 0, Ct)).Select(entry => JournalFormat.Read(entry.Body).At).ToList();
        (moments.Max() - moments.Min()).ShouldBeLessThan(Hour, "the journal keeps to the database's clock");
    }

    /// <summary>It has seen the jump, says so, and is ready all the same.</summary>
    private static Task ClockIsAsync(ServiceProcess service, string where) => Poll.UntilAsync(async () =>
    {
        using var answer = await service.GetAsync("/health/ready");
        var clock = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("clock").GetString()!;
        return answer.IsSuccessStatusCode && Regex.IsMatch(clock, $"^this machine's clock is 3[56]\\d\\d s {where} the database's, which counts$");
    }, $"Nobody was told that the clock is {where} the database's.");
}
