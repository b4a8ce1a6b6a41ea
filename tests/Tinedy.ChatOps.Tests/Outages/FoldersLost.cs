using System.Diagnostics;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>
/// A service is killed with <c>kill -9</c> while its step runs and the folder of the attempt is lost, beside another replica that goes on: nothing
/// starts twice, nothing is shown that is not in the journal, and people can decide within moments of its return.
/// </summary>
public sealed class FoldersLost(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the attempt", true)]
    [InlineData("the attempt", false, Explicit = true)]
    [InlineData("everything", true, Explicit = true)]
    [InlineData("everything", false)]
    public async Task Killed_and_its_folder_lost_a_step_is_unknown_starts_once_and_people_can_decide(string lost, bool endsBefore)
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        // Whoever loses everything is another host: what it had is found by its lease. Otherwise nobody waits for it: it outlasts the test.
        var lease = ("Execution:Lease", lost == "everything" ? "00:00:05" : "00:10:00");
        var killed = await scene.StartAsync(null, lease);
        var run = await RunningAsync(scene, killed);
        var there = await scene.HostAsync(lease, ("Execution:Directory", scene.AFolder("attempts-there")));
        var supervisor = Launch(scene).Claim!.Supervisor!;

        await killed.KillAsync();
        Lose(scene, lost == "everything");
        if (endsBefore) await EndsAsync(scene, supervisor);
        var here = await scene.HostAsync(lease);
        var back = Stopwatch.GetTimestamp();

        var ending = await scene.EndingAsync(run, SmallRunbook.Step);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s from its return to the decision");
        ending.Outcome.ShouldBe(Outcome.Unknown, ending.Known);
        foreach (var service in (RunningService[])[here, there]) await ShowsTheJournalAsync(scene, service, run);
        (await there.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Refused");
        (await here.SayAsync("po", "/migrate note the folder is gone")).Kind.ShouldBe("Done");

        await EndsAsync(scene, supervisor);
        await NothingTwiceAsync(scene, run);
    }

    /// <summary>Every line that a replica shows is what the journal says, folded by nobody but these eyes.</summary>
    private static async Task ShowsTheJournalAsync(Scene scene, RunningService service, long run)
    {
        await Poll.UntilAsync(async () => (await service.BoardAsync(run)).Lines.SequenceEqual(BoardText.Of(await scene.ScreenAsync(run)).Lines), "The board is not what the journal says.");
        (await service.BoardAsync(run)).Lines[0].ShouldStartWith("Needs a decision");
    }

    private static async Task NothingTwiceAsync(Scene scene, long run)
    {
        scene.Starts().ShouldBe(1);
        var events = await scene.EventsAsync(run);
        events.OfType<RunEvent.StepStarted>().ShouldHaveSingleItem();
        events.OfType<RunEvent.StepTaken>().ShouldHaveSingleItem();
        events.OfType<RunEvent.StepEnded>().ShouldHaveSingleItem();
    }

    private static async Task<long> RunningAsync(Scene scene, RunningService service)
    {
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await service.SayAsync("dba", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");
        return run;
    }

    private static LaunchFolder Launch(Scene scene) => new(Directory.GetDirectories(scene.Attempts, "launch-*", SearchOption.AllDirectories).Single());

    /// <summary>By one rename, because the supervisor still writes; where nobody looks.</summary>
    private static void Lose(Scene scene, bool everything)
    {
        var trash = Path.Combine(scene.AFolder("trash"), "lost");
        Directory.Move(everything ? scene.Attempts : Path.GetDirectoryName(Launch(scene).Path)!, trash);
        if (everything) Directory.CreateDirectory(scene.Attempts);
    }

    private static async Task EndsAsync(Scene scene, ProcessIdentity supervisor)
    {
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);
        await Poll.UntilAsync(() => !supervisor.IsAlive, "The supervisor stays.");
    }
}
