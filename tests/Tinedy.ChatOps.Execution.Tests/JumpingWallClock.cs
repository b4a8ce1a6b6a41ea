using System.Diagnostics;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Supervision;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>The supervisor of a step, whose wall clock somebody moves.</summary>
public sealed class JumpingWallClock : IAsyncDisposable
{
    private readonly Scene scene = new();

    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public async Task Silence_of_five_minutes_is_not_reached_by_a_clock_that_jumps_by_400_s(int seconds)
    {
        using var wall = new FakeWallClock();
        wall.Jump(TimeSpan.FromDays(1));
        // The seconds in which it prints nothing give the supervisor dozens of occasions to be wrong.
        var launch = scene.A("echo ready > ready; until [ -e jumped ]; do sleep 0.05; done; sleep 3; echo done") with { Silence = TimeSpan.FromMinutes(5), Timeout = TimeSpan.FromMinutes(6) };
        var folder = new AttemptFolder(scene.Attempts, launch.Attempt).AddLaunch();
        var supervising = SuperviseAsync(folder, launch, wall);
        await scene.UntilAsync(() => File.Exists(scene.InWorkspace("ready")), "it never started");

        wall.Jump(TimeSpan.FromSeconds(seconds));
        await File.WriteAllTextAsync(scene.InWorkspace("jumped"), "", TestContext.Current.CancellationToken);
        await supervising;

        var ending = folder.Ending.ShouldNotBeNull();
        (ending.Outcome, ending.Known, ending.Tail.Single()).ShouldBe((Outcome.Succeeded, null, "done"));
        ending.Duration.ShouldBeLessThan(TimeSpan.FromSeconds(300), "what is told of how long it took is what has passed");
        (ending.StartedAt - TimeProvider.System.GetUtcNow()).ShouldBeGreaterThan(TimeSpan.FromHours(23), "it lives by the clock that was moved");
    }

    private static async Task SuperviseAsync(LaunchFolder folder, Launch launch, FakeWallClock wall)
    {
        var how = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Tinedy.ChatOps.Execution.Bot"), [Supervision.Supervisor.Verb, folder.Path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (key, value) in wall.Environment) how.Environment[key] = value;
        using var supervisor = Process.Start(how)!;
        await supervisor.StandardInput.BaseStream.WriteAsync(SupervisorOrder.Of(launch, new()).Write(), TestContext.Current.CancellationToken);
        supervisor.StandardInput.Close();
        await supervisor.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
