using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Replicas;

/// <summary>A runner next to the database it migrates, with secrets that the bot never sees.</summary>
public sealed class RunnerElsewhere(PostgresServer server)
{
    private static readonly string Telling = SmallRunbook.With("echo ran >> starts\necho \"$KEY\"\npwd");

    [Fact]
    public async Task It_takes_the_steps_of_its_label_holds_its_own_secrets_and_the_bot_takes_none()
    {
        await using var scene = await Scene.CreateAsync(server, Telling);
        scene.Settings.Remove("Environments:prod:Workspace");
        scene.Settings["Environments:prod:Runner"] = "next-to-prod";
        var service = await scene.StartAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("po", "/migrate done 1.1.1");
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Done");
        var elsewhere = scene.AFolder("elsewhere");
        (await scene.EndingOrNullAsync(run, SmallRunbook.Step)).ShouldBeNull();

        var runner = await scene.StartRunnerAsync("next-to-prod",
            ("Environments:prod:Runner", "next-to-prod"), ("Environments:prod:Workspace", elsewhere), ("Environments:prod:Secrets:KEY", "planted-runner-secret"));

        var ending = await scene.EndingAsync(run, SmallRunbook.Step);
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Succeeded, 0), ending.Known);
        ending.Tail.ShouldBe(["•••", elsewhere]);
        File.ReadAllLines(Path.Combine(elsewhere, "starts")).Length.ShouldBe(1);
        (await scene.EventsAsync(run)).OfType<RunEvent.TargetChanged>().ShouldBeEmpty("the runner's settings are its own");
        (service.Everything + runner.Everything).ShouldNotContain("planted-runner-secret");
    }

    [Theory]
    [InlineData("Environments:prod:Runner", "another", "none has Runner = next-to-prod")]
    [InlineData("Environments:prod:Runner", "next-to-prod", "Environments:prod:Workspace is not set")]
    public async Task A_runner_without_anything_to_run_does_not_start(string key, string value, string why)
    {
        await using var scene = await Scene.CreateAsync(server);
        var settings = new Dictionary<string, string> { ["ConnectionStrings:ChatOps"] = scene.ConnectionString, [key] = value };
        var verdict = await Product.RunAsync(settings, "runner", "--label", "next-to-prod");
        verdict.Code.ShouldBe(1);
        verdict.Complained.ShouldContain(why);
    }
}
