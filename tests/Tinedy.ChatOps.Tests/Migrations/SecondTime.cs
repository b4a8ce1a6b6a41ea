using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Timelines;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Migrations;

/// <summary>What a run knows from the one before it.</summary>
public sealed class SecondTime(PostgresServer server)
{
    [Fact]
    public async Task The_second_run_says_how_long_its_step_took_in_the_first_and_how_late_it_is()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var service = await scene.HostAsync();
        var first = await RunningAsync(service, scene, starts: 1);
        (await service.BoardAsync(first)).Lines.ShouldContain(line => line.Contains("no earlier run", StringComparison.Ordinal));
        (await StatusAsync(service)).ShouldNotContain("plan");
        await LetGoAsync(scene, first);
        await service.SayAsync("po", "/migrate done 1.1.3");
        (await service.SayAsync("dba", "/migrate sign Database Administrator")).Kind.ShouldBe("Done");

        var second = await RunningAsync(service, scene, starts: 2);

        var board = (await service.BoardAsync(second)).Lines;
        board.ShouldContain(line => line.Contains("· expected ", StringComparison.Ordinal), string.Join('\n', board));
        board.ShouldContain(line => line.StartsWith("took ", StringComparison.Ordinal) && line.EndsWith(" in 1 earlier run", StringComparison.Ordinal));
        (await StatusAsync(service)).ShouldContain(", plan ");
        var row = (await scene.ScreenAsync(second)).Timeline.Rows.Single(row => row.IsStep);
        row.Plan!.Value.Length.ShouldBe((await scene.EndingAsync(first, SmallRunbook.Step)).Duration);
        await LetGoAsync(scene, second);
    }

    private static async Task<long> RunningAsync(RunningService service, Scene scene, int starts)
    {
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("po", "/migrate done 1.1.1");
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == starts, "The step did not start.");
        return run;
    }

    private static async Task<string> StatusAsync(RunningService service) => (await service.SayAsync("dba", "/migrate status")).Text;

    private static async Task LetGoAsync(Scene scene, long run)
    {
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        File.Delete(scene.InWorkspace("go"));
    }
}
