using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Running;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class StoppingSteps : IAsyncDisposable
{
    private readonly Scene scene = new();

    [Fact]
    public async Task The_total_time_ends_it()
    {
        var ending = await scene.RunAsync(scene.A("echo before; sleep 600; echo after") with { Timeout = TimeSpan.FromMilliseconds(300) });
        (ending.Outcome, ending.Signal, ending.Tail.Single()).ShouldBe((Outcome.TimedOut, "SIGTERM", "before"));
        ending.Duration.ShouldBeInRange(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Silence_ends_it_and_says_so_while_what_prints_may_go_on()
    {
        var chatty = scene.A("for n in 1 2 3 4 5 6 7 8; do echo $n; sleep 0.2; done; sleep 600") with { Silence = TimeSpan.FromSeconds(1) };
        var ending = await scene.RunAsync(chatty);
        (ending.Outcome, ending.Tail[^1]).ShouldBe((Outcome.TimedOut, "8"));
        ending.Known.ShouldBe("It printed nothing for 1 s, and was stopped for that.");
    }

    [Fact]
    public async Task Cancelling_ends_it_politely_and_lets_it_clean_up()
    {
        var launch = scene.A("trap 'echo cleaned up; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        var ending = await CancelWhenReadyAsync(launch);
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Cancelled, 3));
        ending.Tail.ShouldContain("cleaned up");
    }

    [Fact]
    public async Task What_ignores_the_polite_signal_is_ended_firmly()
    {
        var ending = await CancelWhenReadyAsync(scene.A("trap '' TERM; echo ready; while :; do sleep 0.05; done"));
        (ending.Outcome, ending.Signal).ShouldBe((Outcome.Cancelled, "SIGKILL"));
    }

    [Fact]
    public async Task Grandchildren_that_left_the_group_and_ignore_signals_are_ended_too()
    {
        const string command =
            """
            setsid bash -c 'trap "" TERM HUP; echo $BASHPID > one; while :; do sleep 0.05; done' &
            ( setsid bash -c 'trap "" TERM; echo $BASHPID > two; exec sleep 600' & ) &
            until [ -s one ] && [ -s two ]; do sleep 0.02; done
            echo ready
            sleep 600
            """;
        (await CancelWhenReadyAsync(scene.A(command))).Outcome.ShouldBe(Outcome.Cancelled);
        foreach (var name in (string[])["one", "two"]) ProcStat.Read(PidIn(name)).ShouldBeNull(name);
    }

    [Fact]
    public async Task A_stopped_process_is_ended_as_well()
    {
        var ending = await CancelWhenReadyAsync(scene.A("echo ready; kill -STOP $$; echo never"));
        (ending.Outcome, ending.Tail.Single()).ShouldBe((Outcome.Cancelled, "ready"));
    }

    [Fact]
    public async Task A_cancel_before_the_start_starts_nothing()
    {
        var launch = scene.A("touch ran");
        scene.Gateway.Queue(launch);
        var folder = new AttemptFolder(scene.Attempts, launch.Attempt).AddLaunch();
        folder.AskCancel();
        await SuperviseAsync(folder, launch);
        (folder.Ending!.Outcome, folder.Ending.Known).ShouldBe((Outcome.Cancelled, "It was cancelled before it started."));
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_output_open_delays_the_result_by_a_second_and_lives_on()
    {
        var ending = await scene.RunAsync("sleep 600 & echo $! > pid; echo done");
        var pid = PidIn("pid");
        (ending.Outcome, ending.Tail.Single()).ShouldBe((Outcome.Succeeded, "done"));
        ending.Known.ShouldBe("One process that it started still runs in the background.");
        ending.Duration.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        ProcStat.Read(pid).ShouldNotBeNull();
        _ = Posix.Signal(pid, Posix.Kill);
    }

    [Fact]
    public async Task Signals_to_the_supervisor_do_not_end_the_step()
    {
        var launch = scene.A("echo ready; until [ -e go ]; do sleep 0.05; done; echo whole");
        scene.Gateway.Queue(launch);
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        var supervisor = scene.LaunchOf(launch.Attempt).Claim!.Supervisor!.Pid;
        foreach (var signal in (int[])[1, 2, 15]) Posix.Signal(supervisor, signal).ShouldBe(0);
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.Tail[^1]).ShouldBe((Outcome.Succeeded, "whole"));
    }

    private async Task<Ending> CancelWhenReadyAsync(Launch launch)
    {
        scene.Gateway.Queue(launch);
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        scene.Gateway.AskCancel(launch.Attempt);
        return await scene.EndingAsync(launch.Attempt);
    }

    private Task ReadyAsync(Launch launch) =>
        scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: ["ready"] }, "it never got ready");

    private static async Task SuperviseAsync(LaunchFolder folder, Launch launch)
    {
        var launcher = new Running.Launcher(new(Path.Combine(AppContext.BaseDirectory, "Tinedy.ChatOps.Execution.Bot"), []), new());
        using var own = await launcher.LaunchAsync(folder, SupervisorOrder.Of(launch, new()), TestContext.Current.CancellationToken);
        await own.Exited;
    }

    private int PidIn(string name) => int.Parse(File.ReadAllText(scene.InWorkspace(name)), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
