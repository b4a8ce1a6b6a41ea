using System.Globalization;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Calendar;

/// <summary>A run for a moment some seconds ahead, on a real Postgres: begun once, whoever is there and whoever was away.</summary>
public sealed class AtItsMoment(PostgresServer server)
{
    /// <summary>A single phase: nothing has to be prepared.</summary>
    private const string Ready = "# Ready\n## Work\n- [ ] Look\n";

    private const string Unready = "# Unready\n## Prepare\n- [ ] Agree\n## Work\n- [ ] Look\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_replicas_begin_it_once_at_its_moment_by_the_bot_and_then_it_holds_its_environment()
    {
        await using var scene = await CreateAsync(Ready);
        var (here, there) = (await scene.StartAsync(), await scene.StartAsync());
        var run = (await here.SayAsync("devops", "/migrate schedule tomorrow 22:00 UTC prod")).Run!.Value;
        (await scene.Journal.HolderOfAsync("prod", Ct)).ShouldBeNull();
        (await there.SayAsync("intern", "/migrate done 1.1.1")).Reason.ShouldBe(nameof(RefusalReason.WindowNotOpen));
        (await ScheduleSoonAsync(there, $"prod-{run} schedule")).ShouldBe(run);

        var begun = await BegunAsync(scene, run);

        begun.BegunAt!.Value.ShouldBeGreaterThanOrEqualTo(begun.Appointment!.At);
        (await scene.Journal.HolderOfAsync("prod", Ct)).ShouldBe(new RunId(run));
        // Both have looked again by the time that a click of each is in.
        (await here.SayAsync("dba", "/migrate note seen here")).Kind.ShouldBe("Done");
        (await there.SayAsync("intern", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
        (await scene.EventsAsync(run)).OfType<RunEvent.Begun>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task When_the_service_was_away_at_the_moment_it_is_begun_once_by_those_that_come_back()
    {
        await using var scene = await CreateAsync(Ready);
        var away = await scene.StartAsync();
        var run = (await away.SayAsync("devops", "/migrate schedule tomorrow 22:00 UTC prod")).Run!.Value;
        await away.KillAsync();
        var moment = await MoveWhileAwayAsync(scene, run);
        await Poll.UntilAsync(() => TimeProvider.System.GetUtcNow() > moment, "The moment never came.");
        (await scene.RunAsync(run))!.Status.ShouldBe(RunStatus.Scheduled);

        await Task.WhenAll(scene.StartAsync(), scene.StartAsync());

        await BegunAsync(scene, run);
        (await scene.EventsAsync(run)).OfType<RunEvent.Begun>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_missing_at_the_moment_is_said_and_a_person_begins_it_once_the_environment_is_free()
    {
        await using var scene = await CreateAsync(Unready);
        var service = await scene.HostAsync();
        var today = (await service.SayAsync("dba", "/migrate start")).Run!.Value;
        var run = await ScheduleSoonAsync(service, "schedule", " prod");

        await Poll.UntilAsync(async () => (await scene.RunAsync(run))!.Appointment!.Missed is not null, "Nobody said what is missing.");

        (await scene.EventsAsync(run)).OfType<RunEvent.StartMissed>().ShouldHaveSingleItem().Missing.ShouldBe(["1.1.1 is open in phase 1", $"run {today} holds prod"]);
        (await service.BoardAsync(run)).Lines.ShouldContain(line => line.Contains($"run {today} holds prod", StringComparison.Ordinal));
        (await service.SayAsync("dba", $"/migrate prod-{run} begin")).Reason.ShouldBe(nameof(RefusalReason.EnvironmentHeld));
        (await service.SayAsync("dba", $"/migrate prod-{today} abort prod-{today} the other one first")).Kind.ShouldBe("Done");
        (await service.SayAsync("dba", $"/migrate prod-{run} begin")).Kind.ShouldBe("Done");
        (await scene.RunAsync(run))!.Status.ShouldBe(RunStatus.Running);
    }

    private async Task<Scene> CreateAsync(string runbook)
    {
        var scene = await Scene.CreateAsync(server, runbook);
        scene.Settings["Clock:Tick"] = "00:00:00.200";
        return scene;
    }

    private static string InSeconds(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For a moment that is close, and further away where the machine is so busy that it is over before it is heard.</summary>
    private static async Task<long> ScheduleSoonAsync(RunningService service, string verb, string behind = "")
    {
        for (var ahead = 3; ; ahead *= 2)
        {
            var heard = await service.SayAsync("devops", $"/migrate {verb} {InSeconds(ahead)}{behind}");
            if (heard.Kind == "Done") return heard.Run!.Value;
            (heard.Reason, ahead).ShouldBe((nameof(RefusalReason.BadMoment), Math.Min(ahead, 30)), heard.Text);
        }
    }

    /// <summary>Moves the run to a moment at which no service is there, by the desk that the test has of its own.</summary>
    private static async Task<DateTimeOffset> MoveWhileAwayAsync(Scene scene, long run)
    {
        var devops = new Identity("local", "local", "devops");
        var runs = scene.Get<RunService>();
        var moved = await runs.HandleAsync(new(RunningService.NewKey(), new(run), Actor.Of(runs.Access.Find(devops)!, devops), new Command.Schedule(InSeconds(3))), Ct);
        return moved.ShouldBeOfType<Answer.Accepted>().Run.Appointment!.At;
    }

    private static async Task<Run> BegunAsync(Scene scene, long run)
    {
        Run? now = null;
        await Poll.UntilAsync(async () => (now = await scene.RunAsync(run)) is { Status: RunStatus.Running }, "The run never began.");
        return now!;
    }
}
