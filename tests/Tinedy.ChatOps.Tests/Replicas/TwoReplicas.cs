using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Replicas;

/// <summary>Two services on one database, as behind a load balancer.</summary>
public sealed class TwoReplicas(PostgresServer server)
{
    [Fact]
    public async Task Of_two_people_who_mark_an_item_done_in_the_same_instant_one_does_and_the_other_is_told_who()
    {
        await using var scene = await Scene.CreateAsync(server);
        var (here, there, run) = await StartBothAsync(scene);
        var button = (await here.BoardAsync(run)).Buttons.First(shown => shown.Verb == Verb.MarkDone);

        var answers = await Task.WhenAll(here.PressAsync("po", button, "race/po"), there.PressAsync("dev", button, "race/dev"));

        answers.Select(answer => answer.Kind).ShouldBe(["Done", "Refused"], ignoreOrder: true);
        answers.Single(answer => answer.Kind == "Refused").Text.ShouldMatch("^Already done: 1.1.1 was marked done by @?(po|dev) at ");
        (await scene.EventsAsync(run)).OfType<RunEvent.ItemTicked>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_two_people_who_run_a_step_in_the_same_instant_one_starts_it_and_it_starts_once()
    {
        await using var scene = await Scene.CreateAsync(server);
        var (here, there, run) = await StartBothAsync(scene);
        (await here.SayAsync("po", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
        var button = (await here.BoardAsync(run)).Buttons.First(shown => shown.Verb == Verb.Run);

        var answers = await Task.WhenAll(
            here.PressAsync("dba", button, "race/dba", ImmutableDictionary<string, string>.Empty),
            there.PressAsync("devops", button, "race/devops", ImmutableDictionary<string, string>.Empty));

        answers.Select(answer => answer.Kind).ShouldBe(["Done", "Refused"], ignoreOrder: true);
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_click_on_one_is_on_the_board_of_the_other_within_moments()
    {
        await using var scene = await Scene.CreateAsync(server);
        var (here, there, run) = await StartBothAsync(scene);
        var told = there.ChangedAsync(run, after: 1);

        (await here.SayAsync("po", "/migrate done 1.1.1")).Kind.ShouldBe("Done");

        await told;
        (await there.BoardAsync(run)).Version.ShouldBe(2);
        (await there.BoardAsync(run)).Lines.ShouldBe((await here.BoardAsync(run)).Lines);
    }

    [Fact]
    public async Task A_step_whose_service_was_killed_is_taken_up_again_on_the_same_host()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var killed = await scene.StartAsync();
        var run = await RunningAsync(scene, killed);
        await killed.KillAsync();

        await scene.HostAsync();
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);

        var ending = await scene.EndingAsync(run, SmallRunbook.Step);
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Succeeded, 0));
        ending.Tail.ShouldBe(["ready", "went on"]);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_step_whose_host_is_lost_becomes_unknown_and_is_never_started_by_another()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var lost = await scene.StartAsync(null, Briefly);
        var run = await RunningAsync(scene, lost);
        var other = await scene.HostAsync(Briefly, ("Execution:Directory", scene.AFolder("attempts-of-another-host")));
        await lost.KillAsync();

        var ending = await scene.EndingAsync(run, SmallRunbook.Step);

        ending.Outcome.ShouldBe(Outcome.Unknown);
        ending.Known!.ShouldContain("was lost");
        scene.Starts().ShouldBe(1);
        (await other.BoardAsync(run)).Lines[0].ShouldStartWith("Needs a decision");
        (await other.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Refused");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
    }

    /// <summary>How long a host may be silent: the shortest that the settings allow.</summary>
    private static (string, string) Briefly => ("Execution:Lease", "00:00:05");

    private static async Task<(RunningService Here, RunningService There, long Run)> StartBothAsync(Scene scene)
    {
        var here = await scene.HostAsync();
        var there = await scene.HostAsync(("Execution:Directory", scene.AFolder("attempts-there")));
        return (here, there, (await here.SayAsync("devops", "/migrate start")).Run!.Value);
    }

    private static async Task<long> RunningAsync(Scene scene, RunningService service)
    {
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await service.SayAsync("dba", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");
        return run;
    }
}
