using Tinedy.ChatOps.Domain.Events;
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
        var service = await scene.HostAsync();
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

    [Fact]
    public async Task A_script_that_changes_on_the_runner_after_its_first_step_stops_the_next_and_is_named()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.With("echo ran >> starts").Replace(
            "- [ ] **Look at it**", "- [ ] **Look at it**\n  ```bash {name=look timeout=1m}\n  node scripts/look.js\n  ```", StringComparison.Ordinal));
        scene.Settings.Remove("Environments:prod:Workspace");
        scene.Settings["Environments:prod:Runner"] = "next-to-prod";
        var elsewhere = scene.AFolder("elsewhere");
        Directory.CreateDirectory(Path.Combine(elsewhere, "scripts"));
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "scripts", "look.js"), "require('./rules')\n", TestContext.Current.CancellationToken);
        var rules = Path.Combine(elsewhere, "scripts", "rules.js");
        await File.WriteAllTextAsync(rules, "// one\n", TestContext.Current.CancellationToken);
        var service = await scene.HostAsync();
        await scene.StartRunnerAsync("next-to-prod", ("Environments:prod:Runner", "next-to-prod"), ("Environments:prod:Workspace", elsewhere));
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("po", "/migrate done 1.1.1");
        await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);

        await File.WriteAllTextAsync(rules, "// two\n", TestContext.Current.CancellationToken);
        await service.SayAsync("dba", "/migrate run 1.1.3");

        (await scene.EndingAsync(run, "1.1.3")).Known.ShouldBe(
            "scripts/rules.js is not what it was when this runner took the first step of the run. What runs is what was approved: put it back, or abort the run and start a new one. Nothing was started.");
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
