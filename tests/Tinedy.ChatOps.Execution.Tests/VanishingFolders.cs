using Microsoft.Extensions.Logging.Abstractions;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Running;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>Invariant 2 with real processes: what a bot finds missing is never taken for what has never been.</summary>
public sealed class VanishingFolders : IAsyncDisposable
{
    private readonly Scene scene = new();

    public enum Loss { AttemptDeleted, AttemptMoved, EverythingEmptied, DirectoryGone }

    /// <summary>Of the two ways to lose one folder, and of the two to lose all, one each always, the others by <c>.ci/long</c>.</summary>
    public static IEnumerable<TheoryDataRow<Loss, bool>> Every =>
        from loss in Enum.GetValues<Loss>()
        from ended in (bool[])[true, false]
        select new TheoryDataRow<Loss, bool>(loss, ended) { Explicit = loss is Loss.AttemptMoved or Loss.DirectoryGone };

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_step_whose_folder_is_lost_while_the_bot_is_dead_is_unknown_and_starts_once(Loss loss, bool endedBefore)
    {
        var launch = Waiting();
        var bot = scene.StartBotProcess();
        await ReadyAsync(launch);
        var supervisor = scene.LaunchOf(launch.Attempt).Claim!.Supervisor!;
        bot.Kill();
        await Scene.DiedAsync(bot);
        Lose(loss, launch.Attempt);
        if (endedBefore) await LetEndAsync(supervisor);

        if (loss is Loss.EverythingEmptied or Loss.DirectoryGone) scene.Gateway.Lapse(launch.Attempt);
        await scene.StartBotAsync();
        var ending = await scene.EndingAsync(launch.Attempt);
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Unknown, null));
        ending.Known!.ShouldMatch(@"^(The folder of this step is gone from host|Host) \S+( was lost)?\. Its last output came at \d\d:\d\d UTC\. ");
        ending.Known!.ShouldEndWith(endedBefore ? "No exit code." : " of the step is still running.");

        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await LetEndAsync(supervisor);
        await scene.RunAsync("true");
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_lost_before_the_eyes_of_the_bot_is_said_soon_and_the_step_starts_once()
    {
        var launch = Waiting();
        await scene.StartBotAsync();
        await ReadyAsync(launch);
        var supervisor = scene.LaunchOf(launch.Attempt).Claim!.Supervisor!;
        Lose(Loss.AttemptDeleted, launch.Attempt);
        var ending = await scene.EndingAsync(launch.Attempt);
        ending.Outcome.ShouldBe(Outcome.Unknown);
        ending.Known!.ShouldMatch(@"^The folder of this step is gone from host \S+\. .*Process \d+ of the step is still running\.$");
        await LetEndAsync(supervisor);
        await scene.RunAsync("true");
        Starts().ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_is_gone_or_refuses_the_sign_of_life_is_named_by_health_until_it_is_well_and_stops_nobody(bool refuses)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var settings = Microsoft.Extensions.Options.Options.Create(new ExecutionOptions { Directory = folder });
        using var home = new RunnerDirectory(settings, TimeProvider.System, NullLogger<RunnerDirectory>.Instance);
        await home.OpenAsync(TestContext.Current.CancellationToken);
        home.Trouble.ShouldBeNull();

        Directory.Delete(folder, recursive: true);
        // A folder in its place is refused as a file without rights is, also to root.
        if (refuses) Directory.CreateDirectory(Path.Combine(folder, "alive"));
        home.Beat();
        home.Trouble.ShouldBe("the folder of attempts is gone or cannot be written to");

        if (refuses) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        home.Beat();
        home.Trouble.ShouldBeNull();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_supervisor_whose_folder_is_gone_makes_no_new_one_and_goes()
    {
        var launch = Waiting();
        var bot = scene.StartBotProcess();
        await ReadyAsync(launch);
        var folder = scene.LaunchOf(launch.Attempt);
        var supervisor = folder.Claim!.Supervisor!;
        bot.Kill();
        await Scene.DiedAsync(bot);
        Lose(Loss.AttemptDeleted, launch.Attempt);
        await LetEndAsync(supervisor);
        folder.Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_its_claim_a_running_step_is_followed_to_its_end()
    {
        var launch = Waiting();
        var bot = scene.StartBotProcess();
        await ReadyAsync(launch);
        var folder = scene.LaunchOf(launch.Attempt);
        bot.Kill();
        await Scene.DiedAsync(bot);
        File.Delete(Path.Combine(folder.Path, "claim"));
        await scene.StartBotAsync();
        await GoAsync();
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Succeeded);
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task Without_its_claim_and_its_ending_a_step_that_has_ended_is_unknown()
    {
        var launch = Waiting();
        var bot = scene.StartBotProcess();
        await ReadyAsync(launch);
        var folder = scene.LaunchOf(launch.Attempt);
        var supervisor = folder.Claim!.Supervisor!;
        bot.Kill();
        await Scene.DiedAsync(bot);
        await LetEndAsync(supervisor);
        foreach (var name in (string[])["claim", "ending.json"]) File.Delete(Path.Combine(folder.Path, name));
        await scene.StartBotAsync();
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Unknown);
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_was_never_ordered_starts_though_its_folder_is_gone()
    {
        var launch = Waiting();
        await GoAsync();
        await Scene.DiedAsync(scene.StartBotProcess(CrashPoints.BeforeSpawn));
        Lose(Loss.AttemptDeleted, launch.Attempt);
        await scene.StartBotAsync();
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Succeeded);
        Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_was_ordered_and_whose_folder_is_gone_is_unknown_whether_or_not_it_started()
    {
        var launch = Waiting();
        await GoAsync();
        await Scene.DiedAsync(scene.StartBotProcess(CrashPoints.AttemptOrdered));
        Lose(Loss.AttemptDeleted, launch.Attempt);
        await scene.StartBotAsync();
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Unknown);
        File.Exists(scene.InWorkspace("starts")).ShouldBeFalse();
    }

    private void Lose(Loss loss, AttemptId attempt)
    {
        var folder = Path.GetDirectoryName(scene.LaunchOf(attempt).Path)!;
        switch (loss)
        {
            case Loss.AttemptDeleted: Delete(folder); break;
            case Loss.AttemptMoved: Directory.Move(folder, Path.Combine(scene.Workspace, "moved")); break;
            case Loss.EverythingEmptied:
                foreach (var file in Directory.GetFiles(scene.Attempts)) File.Delete(file);
                foreach (var one in Directory.GetDirectories(scene.Attempts)) Delete(one);
                break;
            case Loss.DirectoryGone: Delete(scene.Attempts); break;
        }
    }

    /// <summary>A supervisor writes into it at any moment: out of its way first, as by one rename.</summary>
    private void Delete(string folder)
    {
        var trash = Path.Combine(scene.Workspace, Guid.NewGuid().ToString("N"));
        Directory.Move(folder, trash);
        foreach (var file in Directory.GetFiles(trash, "*", SearchOption.AllDirectories)) File.Delete(file);
    }

    private Launch Waiting()
    {
        var launch = scene.A("echo ran >> starts; echo ready; until [ -e go ]; do sleep 0.05; done; echo whole");
        scene.Gateway.Queue(launch);
        return launch;
    }

    private Task ReadyAsync(Launch launch) =>
        scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: ["ready"] }, "it never got ready");

    private Task GoAsync() => File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);

    private async Task LetEndAsync(ProcessIdentity supervisor)
    {
        await GoAsync();
        await scene.UntilAsync(() => !supervisor.IsAlive, "the supervisor stays for ever");
    }

    private int Starts() => File.ReadAllLines(scene.InWorkspace("starts")).Length;

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
