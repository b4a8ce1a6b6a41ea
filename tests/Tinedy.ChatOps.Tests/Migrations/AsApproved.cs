using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Migrations;

/// <summary>The pin of a run, through the whole house.</summary>
public sealed class AsApproved(PostgresServer server)
{
    [Fact]
    public async Task A_script_that_changed_between_the_start_of_the_run_and_its_step_stops_the_step_and_put_back_it_runs()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.With("sh scripts/change.sh"));
        Directory.CreateDirectory(scene.InWorkspace("scripts"));
        var script = scene.InWorkspace("scripts/change.sh");
        await File.WriteAllTextAsync(script, "echo ran >> starts\n", TestContext.Current.CancellationToken);
        var service = await scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await scene.RunAsync(run))!.Pinned.ShouldNotBeNull().Keys.ShouldBe(["file:scripts/change.sh"]);
        await service.SayAsync("po", "/migrate done 1.1.1");

        await File.WriteAllTextAsync(script, "echo evil >> starts\n", TestContext.Current.CancellationToken);
        await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        var stopped = await scene.EndingAsync(run, SmallRunbook.Step);
        stopped.Known.ShouldBe("scripts/change.sh is not what it was when the run was started. What runs is what was approved: put it back, or abort the run and start a new one. Nothing was started.");
        scene.Starts().ShouldBe(0);

        await File.WriteAllTextAsync(script, "echo ran >> starts\n", TestContext.Current.CancellationToken);
        (await service.SayAsync("dba", $"/migrate retry {SmallRunbook.Step} the script is what it was")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(async () => await scene.EndingOrNullAsync(run, SmallRunbook.Step) is { Outcome: Outcome.Succeeded }, "it did not run");
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_secret_from_a_file_reaches_the_step_and_nothing_else()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.With("echo \"$KEY\"; echo \"${#KEY}\""));
        var file = Path.Combine(scene.AFolder("secrets"), "key");
        await File.WriteAllTextAsync(file, "planted-file-secret\n", TestContext.Current.CancellationToken);
        scene.Settings["Environments:prod:SecretFiles:KEY"] = file;
        var service = await scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("po", "/migrate done 1.1.1");
        await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        (await scene.EndingAsync(run, SmallRunbook.Step)).Tail.ShouldBe(["•••", "19"]);
        service.Everything.ShouldNotContain("planted-file-secret");
    }

    [Fact]
    public async Task A_secret_that_was_rotated_reaches_the_next_step_and_what_it_was_is_hidden_too()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.With("echo \"$KEY\" \"${#KEY}\"; cat former; exit 1"));
        var file = Path.Combine(scene.AFolder("secrets"), "key");
        await File.WriteAllTextAsync(file, "secret-at-the-start\n", TestContext.Current.CancellationToken);
        scene.Settings["Environments:prod:SecretFiles:KEY"] = file;
        var service = await scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("po", "/migrate done 1.1.1");
        await File.WriteAllTextAsync(scene.InWorkspace("former"), "secret-at-the-start, secret-of-today\n", TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(file, "secret-of-today\n", TestContext.Current.CancellationToken);
        await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        (await EndedAsync(scene, run, 1)).Tail.ShouldBe(["••• 15", "•••, •••"]);

        await File.WriteAllTextAsync(file, "secret-of-tomorrow\n", TestContext.Current.CancellationToken);
        (await service.SayAsync("dba", $"/migrate retry {SmallRunbook.Step} it printed what it should")).Kind.ShouldBe("Done");
        (await EndedAsync(scene, run, 2)).Tail.ShouldBe(["••• 18", "•••, •••"]);

        File.Delete(file);
        (await service.SayAsync("dba", $"/migrate retry {SmallRunbook.Step} it printed what it should")).Kind.ShouldBe("Done");
        (await EndedAsync(scene, run, 3)).Known!.ShouldStartWith("This host could not begin the step: The secret KEY cannot be read from its file: ");
    }

    private static async Task<Ending> EndedAsync(Scene scene, long run, int attempt)
    {
        Attempt? last = null;
        await Poll.UntilAsync(async () => (last = await LastAsync(scene, run)) is { Ending: not null } && last.Number == attempt, $"attempt {attempt} did not end");
        return last!.Ending!;
    }

    private static async Task<Attempt?> LastAsync(Scene scene, long run) =>
        await scene.RunAsync(run) is { } now ? now[now.Runbook.Find(SmallRunbook.Step)!].LastAttempt : null;
}
