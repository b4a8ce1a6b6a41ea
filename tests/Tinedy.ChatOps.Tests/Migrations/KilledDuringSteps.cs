using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Migrations;

/// <summary>
/// The checklist that comes with the product, on the sample CRM, while the service is killed with <c>kill -9</c> in each of its steps and
/// started again: every step is taken up as the same attempt, nothing starts twice, and the data are right.
/// </summary>
public sealed class KilledDuringSteps(PostgresServer server)
{
    /// <summary>The points that the runner passes on the way of one attempt; a service dies at each in turn.</summary>
    private static readonly string[] CrashesOfTheRunner =
    [
        CrashPoints.AttemptClaimed, CrashPoints.BeforeSpawn, CrashPoints.AttemptOrdered, CrashPoints.LaunchRemembered, CrashPoints.AfterSpawn, CrashPoints.ExitSeen, CrashPoints.OutputKept, CrashPoints.EndingRecorded,
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true, Explicit = true)]
    public Task Killed_while_a_step_runs_and_back_before_it_ends(bool wholeChecklist) => MigrateAsync(wholeChecklist, ToBeKilledAsync, async (stage, service, step, _) =>
    {
        await stage.HeldAsync(service, step);
        await service.KillAsync();

        service = await stage.Scene.StartAsync();
        stage.StepGate.Open();
        await stage.EndedAsync(step);
        return service;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true, Explicit = true)]
    public Task Killed_while_a_step_works_which_ends_while_no_service_is_there(bool wholeChecklist) => MigrateAsync(wholeChecklist, ToBeKilledAsync, async (stage, service, step, _) =>
    {
        await stage.HeldAsync(service, step);
        stage.StepGate.Open();
        await service.KillAsync();
        var left = await stage.Scene.FolderOfAsync(stage.Only(step));
        await Poll.UntilAsync(() => left.Latest is null or { Ending: not null }, $"{step.Number} did not end without its service.");

        service = await stage.Scene.StartAsync();
        await stage.EndedAsync(step);
        return service;
    });

    [Fact(Explicit = true)]
    public Task Killed_at_the_crash_points_of_the_runner_in_turn() => MigrateAsync(wholeChecklist: true, HostedAsync, async (stage, service, step, at) =>
    {
        await service.DisposeAsync();
        return await stage.CrashAsync(step, CrashesOfTheRunner[at % CrashesOfTheRunner.Length]);
    });

    [Theory]
    [InlineData(CrashPoints.AttemptClaimed, Explicit = true)]
    [InlineData(CrashPoints.BeforeSpawn, Explicit = true)]
    [InlineData(CrashPoints.AttemptOrdered, Explicit = true)]
    [InlineData(CrashPoints.AfterSpawn)]
    [InlineData(CrashPoints.ExitSeen, Explicit = true)]
    [InlineData(CrashPoints.OutputKept, Explicit = true)]
    [InlineData(CrashPoints.EndingRecorded, Explicit = true)]
    public Task Killed_at_a_crash_point_in_the_step_that_migrates(string crashAt) => MigrateAsync(wholeChecklist: false, HostedAsync, async (stage, service, step, _) =>
    {
        if (step.Command!.Name != "migrate")
        {
            await stage.RunAsync(service, step);
            return service;
        }
        await service.DisposeAsync();
        return await stage.CrashAsync(step, crashAt);
    });

    /// <summary>The two steps that no migration is without.</summary>
    private static string OnlyMigrating(string ready)
    {
        var backup = Block(ready, "- [ ] **Full database backup completed**");
        var migrate = Block(ready, "- [ ] **Run Prisma migration**");
        return $"# Only migrating\n\n## Work\n\n### Steps\n{backup}\n{migrate}\n\n## Sign-off\n- [ ] **Database Administrator** - ____ Date: ____\n";
    }

    private static string Block(string runbook, string item)
    {
        var from = runbook.IndexOf(item, StringComparison.Ordinal);
        return runbook[from..(runbook.IndexOf("\n- [ ]", from, StringComparison.Ordinal))];
    }

    private static Task<ServiceProcess> ToBeKilledAsync(Scene scene) => scene.StartAsync();

    /// <summary>Only the service that dies at a crash point has to be a process; before and after it the steps have one that is none.</summary>
    private static Task<ServiceInProcess> HostedAsync(Scene scene) => scene.HostAsync();

    /// <param name="wholeChecklist">Every step of the checklist that comes with the product, or only the backup and the migration.</param>
    /// <param name="through">Brings one step to its end and answers the service that is there then; the number counts steps from 0.</param>
    private async Task MigrateAsync<TService>(
        bool wholeChecklist, Func<Scene, Task<TService>> start, Func<Stage, TService, Item, int, Task<TService>> through) where TService : RunningService
    {
        var ready = await File.ReadAllTextAsync(Checklist.Ready, Ct);
        await using var scene = await Scene.CreateAsync(server, wholeChecklist ? ready : OnlyMigrating(ready));
        await using var crm = await CrmProject.PrepareAsync(server, scene);
        var gate = await StepGate.InstallAsync(scene);
        var before = await crm.RowsAsync();
        var service = await start(scene);
        var stage = new Stage(scene, gate, (await service.SayAsync("devops", "/migrate start")).Run!.Value);

        var steps = 0;
        foreach (var item in (await scene.RunAsync(stage.Run))!.Runbook.Items)
        {
            if (item.IsStep) service = await through(stage, service, item, steps++);
            else Stage.Accepted(await service.SayAsync("dba", $"/migrate done {item.Number}"));
        }

        await stage.NothingTwiceAsync();
        var runbook = (await scene.RunAsync(stage.Run))!.Runbook;
        foreach (var (role, name) in Checklist.Signers.Where(signer => runbook.SignOffs.Any(line => line.Role == signer.Role)))
            Stage.Accepted(await service.SayAsync(name, $"/migrate sign {role}"));
        (await scene.RunAsync(stage.Run))!.Status.ShouldBe(RunStatus.Completed);
        var after = await crm.RowsAsync();
        after.Count(row => row.StartsWith("public.customers ", StringComparison.Ordinal)).ShouldBe(before.Count(row => row.StartsWith("legacy.contacts ", StringComparison.Ordinal)));
        after.ShouldNotContain(row => row.StartsWith("legacy.", StringComparison.Ordinal));
        (await scene.EndingAsync(stage.Run, "migrate")).Known.ShouldBe("The database says: all 1 migrations are applied, names and checksums agree. The probe says done.");
    }

    /// <summary>A run in a scene whose steps have to pass the gate.</summary>
    private sealed record Stage(Scene Scene, StepGate StepGate, long Run)
    {
        public AttemptId Only(Item step) => new(new(Run), step.Key, 1);

        public async Task RunAsync(RunningService service, Item step)
        {
            StepGate.Open();
            Accepted(await service.SayAsync("dba", $"/migrate run {step.Number}"));
            await EndedAsync(step);
        }

        /// <summary>Starts the step, which has not said a word yet when this is done.</summary>
        public async Task HeldAsync(RunningService service, Item step)
        {
            StepGate.Close();
            Accepted(await service.SayAsync("dba", $"/migrate run {step.Number}"));
            await Poll.UntilAsync(() => StepGate.Starts.Contains(Only(step).ToString()), $"{step.Number} did not start.");
        }

        /// <summary>Runs the step with a service that dies at a crash point; answers the next one, with which the step has ended.</summary>
        public async Task<ServiceInProcess> CrashAsync(Item step, string crashAt)
        {
            StepGate.Open();
            var service = await Scene.StartAsync(crashAt);
            try
            {
                await service.SayAsync("dba", $"/migrate run {step.Number}");
            }
            catch (HttpRequestException)
            {
                // It can be that quick.
            }
            await Poll.UntilAsync(() => service.HasExited, $"{step.Number} did not reach {crashAt}.");
            var next = await Scene.HostAsync();
            await EndedAsync(step);
            return next;
        }

        public async Task EndedAsync(Item step)
        {
            var ending = await Scene.EndingAsync(Run, step.Number);
            ending.Outcome.ShouldBe(Outcome.Succeeded, $"{step.Number} {step.Text}: {ending.Known} {string.Join('\n', ending.Tail)}");
        }

        /// <summary>One start in the journal and one on the host for every step, and each the first attempt.</summary>
        public async Task NothingTwiceAsync()
        {
            var steps = (await Scene.RunAsync(Run))!.Runbook.Items.Where(item => item.IsStep).Select(Only).ToList();
            steps.ShouldNotBeEmpty();
            var events = await Scene.EventsAsync(Run);
            events.OfType<RunEvent.StepStarted>().Select(one => new AttemptId(new(Run), one.Item, one.Attempt)).ShouldBe(steps);
            events.OfType<RunEvent.StepEnded>().Select(one => one.Item).ShouldBe(steps.Select(step => step.Item));
            StepGate.Starts.ShouldBe(steps.Select(step => step.ToString()));
        }

        public static void Accepted(TestReply answer) => answer.Kind.ShouldBe("Done", answer.Text);
    }
}
