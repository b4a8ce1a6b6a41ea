using System.Diagnostics;
using System.Net;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Stopping;

/// <summary>What SIGTERM does, and what it leaves alone.</summary>
public sealed class CleanShutdown(PostgresServer server)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Asked_to_stop_the_service_goes_well_and_soon_and_the_running_step_goes_on_and_its_end_is_known()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var first = await scene.StartAsync();
        var run = (await first.SayAsync("devops", "/migrate start")).Run!.Value;
        await first.SayAsync("dba", "/migrate done 1.1.1");
        await first.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");

        (await StopAsync(first)).ShouldBe(0, first.Everything);
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await scene.StartAsync();

        var ending = await scene.EndingAsync(run, SmallRunbook.Step);
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Succeeded, 0));
        ending.Tail.ShouldBe(["ready", "went on"]);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task The_embedded_server_stops_with_the_service_and_is_adopted_after_a_kill_and_verbs_read_in_every_state()
    {
        await using var local = await LocalMode.StartAsync(server);
        var settings = local.Scene.Settings;
        var run = (await local.Service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await Product.RunAsync(settings, "verify", $"prod-{run}")).Code.ShouldBe(0, "beside a running service");
        var postgres = local.Postmaster;
        Directory.Exists(Path.Combine(local.Folder, "attempts")).ShouldBeTrue();
        await local.Service.KillAsync();
        IsRunning(postgres).ShouldBeTrue("a kill of the service is no kill of its database");

        var second = await local.Scene.StartAsync();
        local.Postmaster.ShouldBe(postgres);
        (await second.BoardAsync(run)).Lines[0].ShouldStartWith("Running · prod");
        (await StopAsync(second)).ShouldBe(0, second.Everything);
        // Not by its process: a dead one without a parent may still be listed for a while.
        Directory.EnumerateFiles(local.Folder, "postmaster.pid", SearchOption.AllDirectories).ShouldBeEmpty("the embedded server lives as long as the service");

        var report = await Product.RunAsync(settings, "export", $"prod-{run}");
        report.Code.ShouldBe(0, "without a service: " + report.Complained);
        report.Said.ShouldContain($"Run prod-{run}, started ");
    }

    [Fact]
    public async Task Asked_to_stop_when_its_database_is_gone_the_service_ends_as_soon_as_ever()
    {
        await using var local = await LocalMode.StartAsync(server);
        await local.Service.SayAsync("devops", "/migrate start");
        // Gone for good: otherwise the service would start it again.
        local.BreakCluster();
        local.KillPostmaster();
        await Poll.UntilAsync(async () => (await local.ReadyAsync()).Code != HttpStatusCode.OK, "It did not notice that its database is gone.");

        (await StopAsync(local.Service)).ShouldBe(0, local.Service.Everything);
    }

    private static async Task<int> StopAsync(ServiceProcess service)
    {
        var asked = TimeProvider.System.GetTimestamp();
        service.AskToStop();
        var code = await service.ExitAsync();
        TimeProvider.System.GetElapsedTime(asked).ShouldBeLessThan(Soon);
        return code;
    }

    private static bool IsRunning(int process) => Process.GetProcesses().Any(one => one.Id == process);
}
