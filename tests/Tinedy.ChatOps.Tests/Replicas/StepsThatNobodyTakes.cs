using System.Net;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Replicas;

/// <summary>A step that was started, and no runner is there for it: said as it is, named by health, and in nobody's way.</summary>
public sealed class StepsThatNobodyTakes(PostgresServer server)
{
    private static readonly string WithRollback = SmallRunbook.Text.Replace(
        "## Sign-off", "## Rollback\n\n### Rollback Execution\n- [ ] **Tell everybody**\n\n## Sign-off", StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_runner_of_its_label_it_waits_on_every_board_cancel_ends_it_and_the_runner_that_comes_takes_the_next()
    {
        await using var scene = await Scene.CreateAsync(server);
        var (here, there, run) = await StartedAsync(scene);

        foreach (var service in (ServiceProcess[])[here, there])
        {
            await SaysAsync(service, run, "1.1.2 waits for a runner db1 since ");
            (await service.BoardAsync(run)).Lines.ShouldNotContain(line => line.Contains("running", StringComparison.Ordinal) || line.Contains("Nothing is needed", StringComparison.Ordinal));
            await HealthSaysAsync(service, "1 step waits for a runner db1 since ");
        }
        Accepted(await there.SayAsync("dba", $"/migrate cancel {SmallRunbook.Step}"));
        (await scene.EndingOrNullAsync(run, SmallRunbook.Step))!.Known.ShouldBe("No runner had taken it. Nothing was started.");

        Accepted(await here.SayAsync("dba", $"/migrate retry {SmallRunbook.Step} nothing of it was started"));
        await scene.StartRunnerAsync("db1", ("Environments:prod:Runner", "db1"), ("Environments:prod:Workspace", scene.Workspace));
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
        await HealthSaysAsync(here, "\"runners\":\"well\"");
    }

    [Fact]
    public async Task A_rollback_does_not_wait_for_it_and_a_runner_that_comes_later_starts_nothing()
    {
        await using var scene = await Scene.CreateAsync(server, WithRollback);
        var (here, there, run) = await StartedAsync(scene);

        Accepted(await here.SayAsync("devops", $"/migrate rollback prod-{run} the runner is gone"));
        var step = (await scene.RunAsync(run))!.Runbook.RollbackSteps.Single();
        Accepted(await there.SayAsync("dba", $"/migrate done {step.Number}"));

        (await scene.RunAsync(run))!.Status.ShouldBe(RunStatus.RolledBack);
        await scene.StartRunnerAsync("db1", ("Environments:prod:Runner", "db1"), ("Environments:prod:Workspace", scene.Workspace));
        (await scene.EventsAsync(run)).OfType<RunEvent.StepTaken>().ShouldBeEmpty();
        scene.Starts().ShouldBe(0);
    }

    [Fact]
    public async Task While_another_service_holds_the_folder_of_attempts_health_says_so()
    {
        await using var scene = await Scene.CreateAsync(server);
        await HealthSaysAsync(await scene.StartAsync(), "\"runners\":\"well\"");
        await HealthSaysAsync(await scene.StartAsync(), "another service on this host holds the folder of attempts");
    }

    [Fact]
    public async Task While_the_disk_of_attempts_is_full_no_step_is_taken_and_the_next_service_with_room_takes_it()
    {
        await using var scene = await Scene.CreateAsync(server);
        var full = await scene.StartAsync(null, ("Execution:MinimumFreeSpace", long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var run = (await full.SayAsync("devops", "/migrate start")).Run!.Value;
        Accepted(await full.SayAsync("po", "/migrate done 1.1.1"));
        Accepted(await full.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));

        await SaysAsync(full, run, "1.1.2 waits for a runner since ");
        await HealthSaysAsync(full, "the disk of the attempts is full");
        scene.Starts().ShouldBe(0);

        await scene.StartAsync(null, ("Execution:Directory", scene.AFolder("attempts-with-room")));
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
    }

    private static async Task<(ServiceProcess Here, ServiceProcess There, long Run)> StartedAsync(Scene scene)
    {
        scene.Settings.Remove("Environments:prod:Workspace");
        scene.Settings["Environments:prod:Runner"] = "db1";
        var here = await scene.StartAsync();
        var there = await scene.StartAsync(null, ("Execution:Directory", scene.AFolder("attempts-there")));
        var run = (await here.SayAsync("devops", "/migrate start")).Run!.Value;
        Accepted(await here.SayAsync("po", "/migrate done 1.1.1"));
        Accepted(await here.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
        return (here, there, run);
    }

    private static Task SaysAsync(ServiceProcess service, long run, string words) => Poll.UntilAsync(
        async () => (await service.BoardAsync(run)).Lines.Any(line => line.Contains(words, StringComparison.Ordinal)), $"The board does not say: {words}");

    private static async Task HealthSaysAsync(ServiceProcess service, string words)
    {
        await Poll.UntilAsync(async () => (await ReadyAsync(service)).Body.Contains(words, StringComparison.Ordinal), $"Health does not say: {words}");
        (await ReadyAsync(service)).Code.ShouldBe(HttpStatusCode.OK, "the journal can be written all the same");
    }

    private static async Task<(HttpStatusCode Code, string Body)> ReadyAsync(ServiceProcess service)
    {
        using var answer = await service.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static void Accepted(Heard answer) => answer.Kind.ShouldBe("Done", answer.Text);
}
