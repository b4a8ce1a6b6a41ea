using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Running;
using Tinedy.ChatOps.Execution.Supervision;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>Invariant 2: after any crash the outcome is found out or unknown, and nothing starts twice.</summary>
public sealed class SurvivingCrashes : IAsyncDisposable
{
    private readonly Scene scene = new();

    [Theory]
    [InlineData(CrashPoints.AttemptClaimed)]
    [InlineData(CrashPoints.BeforeSpawn)]
    [InlineData(CrashPoints.AttemptOrdered)]
    [InlineData(CrashPoints.LaunchRemembered)]
    [InlineData(CrashPoints.AfterSpawn)]
    [InlineData(CrashPoints.ExitSeen)]
    [InlineData(CrashPoints.OutputKept)]
    [InlineData(CrashPoints.EndingRecorded)]
    public async Task Killed_at_any_point_the_step_runs_once_and_its_end_is_known(string crashAt)
    {
        var launch = scene.A("echo ran >> starts; echo printed");
        scene.Gateway.Queue(launch);
        await Scene.DiedAsync(scene.StartBotProcess(crashAt));
        await scene.StartBotAsync();
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.ExitCode, ending.Tail.Single()).ShouldBe((Outcome.Succeeded, 0, "printed"));
        (await scene.OutputAsync(launch.Attempt)).ShouldBe("printed\n");
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_running_step_is_taken_up_again_with_its_whole_output()
    {
        var launch = Waiting();
        var killed = scene.StartBotProcess();
        await ReadyAsync(launch);
        killed.Kill();
        await Scene.DiedAsync(killed);
        await scene.StartBotAsync();
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Succeeded);
        (await scene.OutputAsync(launch.Attempt)).ShouldBe("ready\nwhole\n");
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_ends_while_the_bot_is_down_keeps_its_ending_and_its_time_out()
    {
        var launch = Waiting(TimeSpan.FromSeconds(2));
        var killed = scene.StartBotProcess();
        await ReadyAsync(launch);
        killed.Kill();
        await Scene.DiedAsync(killed);
        await scene.UntilAsync(() => scene.LaunchOf(launch.Attempt).Ending is not null, "the supervisor forgot the time-out");
        await scene.StartBotAsync();
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.Tail.Single()).ShouldBe((Outcome.TimedOut, "ready"));
    }

    [Fact]
    public async Task A_stop_of_the_bot_is_no_stop_of_the_step()
    {
        var launch = Waiting();
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        await scene.StopBotAsync();
        scene.LaunchOf(launch.Attempt).Child!.IsAlive.ShouldBeTrue();
        await scene.StartBotAsync();
        scene.Gateway.AskCancel(launch.Attempt);
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Cancelled);
    }

    [Fact]
    public async Task A_killed_supervisor_leaves_an_unknown_outcome_and_no_second_start()
    {
        var launch = Waiting();
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        var folder = scene.LaunchOf(launch.Attempt);
        var child = folder.Child!;
        _ = Posix.Signal(folder.Claim!.Supervisor!.Pid, Posix.Kill);
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.ExitCode, ending.Tail.Single()).ShouldBe((Outcome.Unknown, null, "ready"));
        ending.Known!.ShouldMatch(@"^The step's supervisor was gone at \d\d:\d\d UTC\. Process \d+ of the step is still running\.$");
        (await scene.OutputAsync(launch.Attempt)).ShouldBe("ready\n");
        Starts().ShouldBe(1);
        Posix.Signal(-child.Pid, Posix.Kill).ShouldBe(0, "people find it still running, and may end it");
    }

    [Theory]
    [InlineData("[ -e starts ]", "The probe says done.")]
    [InlineData("[ -e migrated ]", "The probe says not done.")]
    [InlineData("exit 5", "The probe gave no answer (exit code 5).")]
    public async Task When_everything_died_people_read_what_is_known_and_what_the_probe_says(string probe, string answer)
    {
        var launch = Waiting() with { Probe = probe };
        scene.Gateway.Queue(launch);
        var bot = scene.StartBotProcess();
        await ReadyAsync(launch);
        var folder = scene.LaunchOf(launch.Attempt);
        bot.Kill();
        await Scene.DiedAsync(bot);
        _ = Posix.Signal(folder.Claim!.Supervisor!.Pid, Posix.Kill);
        _ = Posix.Signal(-folder.Child!.Pid, Posix.Kill);
        await scene.UntilAsync(() => !folder.Child.IsAlive && !folder.Claim.Supervisor.IsAlive, "it did not die");
        await scene.StartBotAsync();
        var ending = await scene.EndingAsync(launch.Attempt);
        ending.Outcome.ShouldBe(Outcome.Unknown);
        ending.Known!.ShouldMatch(@"^The bot was down (from \d\d:\d\d UTC to|for [^.]+ at) \d\d:\d\d UTC\. The process is gone, no exit code\. ");
        ending.Known!.ShouldEndWith(answer);
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_supervisor_that_comes_too_late_starts_nothing()
    {
        var launch = scene.A("echo ran >> starts");
        var folder = new AttemptFolder(scene.Attempts, launch.Attempt).AddLaunch();
        folder.TryClaim(new(Supervisor: null)).ShouldBeTrue();
        using var order = new MemoryStream(SupervisorOrder.Of(launch, new()).Write());
        var code = await Supervision.Supervisor.RunAsync(folder.Path, order, TimeProvider.System, TestContext.Current.CancellationToken);
        code.ShouldBe(Supervision.Supervisor.ClaimLost);
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_bot_that_was_frozen_between_its_claim_and_its_order_starts_nothing()
    {
        var launch = scene.A("echo ran >> starts");
        var folder = new AttemptFolder(scene.Attempts, launch.Attempt).AddLaunch();
        var passed = Deadline.In(TimeSpan.FromSeconds(-1));
        using var order = new MemoryStream((SupervisorOrder.Of(launch, new()) with { StartBefore = passed }).Write());
        (await Supervision.Supervisor.RunAsync(folder.Path, order, TimeProvider.System, TestContext.Current.CancellationToken)).ShouldBe(Supervision.Supervisor.Done);
        (folder.Ending!.Outcome, folder.Child).ShouldBe((Outcome.Failed, null));
        folder.Ending.Known!.ShouldEndWith("others may have decided about it. Nothing was started.");
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_bot_that_lost_its_attempt_before_it_could_order_starts_nothing()
    {
        var launch = scene.A("echo ran >> starts");
        scene.Gateway.Queue(launch);
        scene.Gateway.HandOver(launch.Attempt, "web-2");
        var me = new Running.HeldAttempt(launch.Attempt, "web-1", Running.Origin.Claimed);
        await scene.CareAsync(me);
        scene.Gateway.Refused.ShouldBe(1);
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
        scene.Gateway.EndingOf(launch.Attempt).ShouldBeNull();
    }

    [Fact]
    public async Task Half_an_order_starts_nothing_and_the_supervisor_says_so()
    {
        var launch = scene.A("echo ran >> starts");
        var folder = new AttemptFolder(scene.Attempts, launch.Attempt).AddLaunch();
        using var order = new MemoryStream(SupervisorOrder.Of(launch, new()).Write()[..^10]);
        var code = await Supervision.Supervisor.RunAsync(folder.Path, order, TimeProvider.System, TestContext.Current.CancellationToken);
        (code, folder.Claim!.IsVoid).ShouldBe((Supervision.Supervisor.NoOrder, true));
    }

    [Fact]
    public void Of_several_supervisors_only_one_gets_the_claim()
    {
        var folder = new AttemptFolder(scene.Attempts, scene.A("true").Attempt).AddLaunch();
        var won = 0;
        Parallel.For(0, 32, _ =>
        {
            if (folder.TryClaim(new(ProcessIdentity.OfThis()))) Interlocked.Increment(ref won);
        });
        won.ShouldBe(1);
        folder.Claim!.IsVoid.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_hosts_lost_step_is_unknown_and_never_started_here()
    {
        var launch = scene.A("echo ran >> starts");
        scene.Gateway.Queue(launch);
        var at = new DateTimeOffset(2026, 11, 22, 22, 18, 0, TimeSpan.Zero);
        scene.Gateway.GiveTo(launch.Attempt, "web-1-3fa9c2d0", new(at, 2, 40, ["one", "two"], at));
        await scene.StartBotAsync();
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.StartedAt, ending.Lines).ShouldBe((Outcome.Unknown, at, 2));
        ending.Known.ShouldBe("Host web-1-3fa9c2d0 was lost. Its last output came at 22:18 UTC. No exit code.");
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_taking_over_a_lost_step_does_not_start_it()
    {
        var me = await OwnNameAsync();
        var lost = scene.A("echo ran >> starts");
        scene.Gateway.Queue(lost);
        scene.Gateway.GiveTo(lost.Attempt, $"{me}/inquiry", new(DateTimeOffset.UnixEpoch, 0, 0, [], null));
        await scene.StartBotAsync();
        (await scene.EndingAsync(lost.Attempt)).Outcome.ShouldBe(Outcome.Unknown);
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lease_that_lapsed_while_the_bot_was_frozen_does_not_lose_its_running_step()
    {
        var launch = Waiting();
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        scene.Gateway.Lapse(launch.Attempt);
        await scene.UntilAsync(() => scene.Gateway.OwnerOf(launch.Attempt)!.EndsWith("/inquiry", StringComparison.Ordinal), "nobody took it over");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Succeeded);
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_went_to_another_host_is_reported_by_that_host_alone()
    {
        var launch = Waiting();
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        scene.Gateway.HandOver(launch.Attempt, "web-2");
        await scene.UntilAsync(() => scene.Gateway.Refused > 0, "the bot did not notice");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await scene.UntilAsync(() => scene.LaunchOf(launch.Attempt).Ending is not null, "the step went on to its end");
        await scene.RunAsync("true");
        scene.Gateway.EndingOf(launch.Attempt).ShouldBeNull();
    }

    [Fact]
    public async Task A_failed_step_is_probed_too()
    {
        var ending = await scene.RunAsync(scene.A("touch half; exit 1") with { Probe = "[ -e whole ]" });
        (ending.Outcome, ending.ExitCode, ending.Known).ShouldBe((Outcome.Failed, 1, "The probe says not done."));
    }

    [Theory]
    [InlineData("exit 1", Outcome.Failed, "The probe says not done. The exit code was 0.")]
    [InlineData("exit 3", Outcome.Failed, "The probe says partly done. The exit code was 0.")]
    [InlineData("exit 0", Outcome.Succeeded, "The probe says done.")]
    [InlineData("exit 7", Outcome.Succeeded, "The probe gave no answer (exit code 7).")]
    public async Task A_success_is_believed_only_as_far_as_the_probe_agrees(string probe, Outcome outcome, string known)
    {
        var ending = await scene.RunAsync(scene.A("echo applied nothing") with { Probe = probe });
        (ending.Outcome, ending.ExitCode, ending.Known).ShouldBe((outcome, 0, known));
    }

    [Fact]
    public async Task A_step_that_was_seen_running_and_whose_folder_is_gone_is_unknown()
    {
        var me = await OwnNameAsync();
        var launch = scene.A("echo ran >> starts");
        scene.Gateway.Queue(launch);
        scene.Gateway.HandOver(launch.Attempt, me);
        scene.Gateway.Show(launch.Attempt, new(DateTimeOffset.UnixEpoch, 0, 0, [], null));
        await scene.StartBotAsync();
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.Known).ShouldBe((Outcome.Unknown, $"The folder of this step is gone from host {me}. No exit code."));
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_journal_that_is_down_is_asked_until_it_is_back()
    {
        scene.Gateway.Down = 3;
        var ending = await scene.RunAsync("echo ran >> starts");
        ending.Outcome.ShouldBe(Outcome.Succeeded);
        scene.Gateway.Down.ShouldBeLessThan(0);
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_second_bot_on_the_same_folder_waits_for_the_first()
    {
        var launch = Waiting();
        var first = scene.StartBotProcess();
        await ReadyAsync(launch);
        await scene.StartBotAsync();
        var later = scene.A("touch later");
        scene.Gateway.Queue(later);
        await scene.EndingAsync(later.Attempt);
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await scene.EndingAsync(launch.Attempt);
        Starts().ShouldBe(1);
        first.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_reported_is_cleaned_up()
    {
        var launch = scene.A("echo done");
        await scene.RunAsync(launch);
        await scene.UntilAsync(() => Directory.GetDirectories(scene.Attempts).Length == 0, "the attempt's folder is still there");
    }

    private async Task<string> OwnNameAsync()
    {
        var launch = scene.A("true");
        await scene.RunAsync(launch);
        await scene.StopBotAsync();
        return scene.Gateway.OwnerOf(launch.Attempt)!;
    }

    private Launch Waiting(TimeSpan? timeout = null)
    {
        var launch = scene.A("echo ran >> starts; echo ready; until [ -e go ]; do sleep 0.05; done; echo whole") with { Timeout = timeout ?? TimeSpan.FromMinutes(1) };
        scene.Gateway.Queue(launch);
        return launch;
    }

    private Task ReadyAsync(Launch launch) =>
        scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: ["ready"] }, "it never got ready");

    private int Starts() => File.ReadAllLines(scene.InWorkspace("starts")).Length;

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
