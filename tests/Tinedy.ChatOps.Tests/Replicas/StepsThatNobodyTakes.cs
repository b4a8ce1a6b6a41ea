using System.Net;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Replicas;

/// <summary>A step that was started, and no runner is there for it: said as it is, named by health, and in nobody's way.</summary>
public sealed class StepsThatNobodyTakes(PostgresServer server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly string WithRollback = SmallRunbook.Text.Replace(
        "## Sign-off", "## Rollback\n\n### Rollback Execution\n- [ ] **Tell everybody**\n\n## Sign-off", StringComparison.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_runner_of_its_label_it_waits_on_every_board_cancel_ends_it_and_the_runner_that_comes_takes_the_next()
    {
        await using var scene = await Scene.CreateAsync(server);
        var (here, there, run) = await StartedAsync(scene);

        foreach (var service in (RunningService[])[here, there])
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

    /// <summary>Neither gets lost: the runner is asked to stop, or it finds nothing to take.</summary>
    [Fact]
    public async Task Of_a_rollback_and_a_runner_that_takes_the_step_in_the_same_moment_exactly_one_has_it_and_the_way_back_is_free()
    {
        await using var scene = await Scene.CreateAsync(server, WithRollback);
        var (runs, queue) = (scene.Get<RunService>(), scene.Get<IAttemptQueue>());
        for (var trial = 0; trial < 20; trial++)
        {
            var run = await RunStepAsync(runs, trial);
            var attempt = new AttemptId(run.Id, run.Runbook.Find(SmallRunbook.Step)!.Key, 1);
            var rollback = Task.Run(() => AskAsync(runs, run.Id, "devops", new Command.RollBack(run.ShortId, "the runner is slow")), Ct);
            var claim = Task.Run(() => queue.ClaimAsync("db1-host", null, Lease, Ct), Ct);
            await rollback;
            var claimed = await claim;
            if (claimed is not null) await runs.ReportTakenAsync(attempt, "db1-host", Ct);

            var events = (await scene.EventsAsync(run.Id.Number)).Where(one => one is RunEvent.StepTaken or RunEvent.StepCancelled or RunEvent.StepEnded).Select(one => one.GetType().Name);
            events.ShouldBe(claimed is null ? ["StepCancelled", "StepEnded"] : ["StepTaken", "StepCancelled"], $"trial {trial}");
            (await queue.OwnedByAsync("db1-host", Ct)).Contains(attempt).ShouldBe(claimed is not null);
            if (claimed is not null) await StopAsync(runs, queue, attempt);
            await GoBackAsync(runs, run);
        }
    }

    [Fact]
    public async Task While_another_service_holds_the_folder_of_attempts_health_says_so()
    {
        await using var scene = await Scene.CreateAsync(server);
        await HealthSaysAsync(await scene.HostAsync(), "\"runners\":\"well\"");
        await HealthSaysAsync(await scene.HostAsync(), "another service on this host holds the folder of attempts");
    }

    [Fact]
    public async Task While_the_disk_of_attempts_is_full_no_step_is_taken_and_the_next_service_with_room_takes_it()
    {
        await using var scene = await Scene.CreateAsync(server);
        var full = await scene.HostAsync(("Execution:MinimumFreeSpace", (1L << 50).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var run = (await full.SayAsync("devops", "/migrate start")).Run!.Value;
        Accepted(await full.SayAsync("po", "/migrate done 1.1.1"));
        Accepted(await full.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));

        await SaysAsync(full, run, "1.1.2 waits for a runner since ");
        await HealthSaysAsync(full, "the disk of the attempts is full");
        scene.Starts().ShouldBe(0);

        await scene.HostAsync(("Execution:Directory", scene.AFolder("attempts-with-room")));
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_service_on_a_copy_of_the_folder_of_attempts_says_so_and_calls_no_step_of_the_original_lost()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var original = await scene.HostAsync();
        var run = (await original.SayAsync("devops", "/migrate start")).Run!.Value;
        Accepted(await original.SayAsync("po", "/migrate done 1.1.1"));
        // The copy is made before the step: nothing in it tells of what the original runs.
        var copy = scene.AFolder("attempts-copied");
        File.Copy(Path.Combine(scene.Attempts, "host-id"), Path.Combine(copy, "host-id"));
        Accepted(await original.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");

        var second = await scene.HostAsync(("Execution:Directory", copy));

        await HealthSaysAsync(second, $"a service on {Environment.MachineName} takes steps as ");
        await HealthSaysAsync(original, "\"runners\":\"well\"");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
    }

    private static async Task<Run> RunStepAsync(RunService runs, int trial)
    {
        var started = await runs.StartAsync(new($"race/start/{trial}", runs.Access.Named("devops")!.Identities[0], null, "prod") { Place = Place.Local }, Ct);
        var run = started.ShouldBeOfType<Answer.Accepted>().Run;
        await AskAsync(runs, run.Id, "po", new Command.Tick("1.1.1"));
        await AskAsync(runs, run.Id, "dba", new Command.RunStep(SmallRunbook.Step));
        return run;
    }

    /// <summary>The runner hears that it is to stop, and says that it has.</summary>
    private static async Task StopAsync(RunService runs, IAttemptQueue queue, AttemptId attempt)
    {
        (await queue.OrderAsync(attempt, "db1-host", "launch-1", Lease, Ct)).ShouldBe(Standing.CancelAsked);
        var ending = new Ending(Outcome.Cancelled, null, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, 0, null, [], [], null);
        (await runs.ReportAsync(attempt, "db1-host", (await runs.StartOfAsync(attempt, Ct))!, ending, Ct)).ShouldBeTrue();
    }

    private static async Task GoBackAsync(RunService runs, Run run)
    {
        await AskAsync(runs, run.Id, "dba", new Command.Tick(run.Runbook.RollbackSteps.Single().Number));
        await AskAsync(runs, run.Id, "dba", new Command.NoteCause("the runner was slow"));
        await AskAsync(runs, run.Id, "dba", new Command.Unlock());
    }

    private static async Task AskAsync(RunService runs, RunId run, string who, Command command)
    {
        var answer = await runs.HandleAsync(new(RunningService.NewKey(), run, Actor.Of(runs.Access.Named(who)!), command), Ct);
        answer.ShouldBeOfType<Answer.Accepted>((answer as Answer.Refused)?.Why.Text.ToString());
    }

    private static async Task<(RunningService Here, RunningService There, long Run)> StartedAsync(Scene scene)
    {
        scene.Settings.Remove("Environments:prod:Workspace");
        scene.Settings["Environments:prod:Runner"] = "db1";
        var here = await scene.HostAsync();
        var there = await scene.HostAsync(("Execution:Directory", scene.AFolder("attempts-there")));
        var run = (await here.SayAsync("devops", "/migrate start")).Run!.Value;
        Accepted(await here.SayAsync("po", "/migrate done 1.1.1"));
        Accepted(await here.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
        return (here, there, run);
    }

    private static Task SaysAsync(RunningService service, long run, string words) => Poll.UntilAsync(
        async () => (await service.BoardAsync(run)).Lines.Any(line => line.Contains(words, StringComparison.Ordinal)), $"The board does not say: {words}");

    private static async Task HealthSaysAsync(RunningService service, string words)
    {
        await Poll.UntilAsync(async () => (await ReadyAsync(service)).Body.Contains(words, StringComparison.Ordinal), $"Health does not say: {words}");
        (await ReadyAsync(service)).Code.ShouldBe(HttpStatusCode.OK, "the journal can be written all the same");
    }

    private static async Task<(HttpStatusCode Code, string Body)> ReadyAsync(RunningService service)
    {
        using var answer = await service.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private static void Accepted(TestReply answer) => answer.Kind.ShouldBe("Done", answer.Text);
}
