using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Paging;

/// <summary>
/// The night it goes wrong, with the service killed between any two of its moments while another replica runs beside it: no level is left
/// out, none is called more than once too often, and nobody after the answer.
/// </summary>
public sealed class NightInPieces(PostgresServer server)
{
    /// <summary>The data is a file; the watcher fears what the change does to it. Both steps wait to be let go, so that a kill can strike while they run.</summary>
    private const string Runbook = """
        # Night
        ## Work
        ### Steps
        - [ ] Change the data
          ```bash {name=change}
          echo change >> starts
          until [ -e go-change ]; do sleep 0.05; done
          echo slow > data
          ```
        - [ ] Look at it
        ## Emergency
        ### Rollback Criteria
        - Performance degradation
          ```bash {every=1s count=2 after=change}
          if grep -q slow data; then echo "queries take 2 s"; exit 1; fi
          ```
        ### Rollback Execution
        - [ ] Restore
          ```bash {name=restore}
          echo restore >> starts
          until [ -e go-restore ]; do sleep 0.05; done
          echo fast > data
          ```
        ## Emergency Contacts
        **Database Admin:** ____
        **DevOps Lead:** ____
        """;

    [Fact]
    public async Task Killed_between_every_two_moments_the_night_goes_on_and_ends_as_it_would_have()
    {
        await using var alarm = await AlarmScene.CreateAsync(server, Runbook);
        var scene = alarm.Scene;
        scene.Settings["People:1:Contact"] = "phone";
        scene.Settings["Paging:NextContact"] = "00:00:02";
        scene.Settings["Paging:NextRound"] = "00:05:00";
        var (here, there) = (scene.AFolder("attempts-here"), scene.AFolder("attempts-there"));
        var (service, other) = (await StartAsync(here), await StartAsync(there));
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;

        (await service.SayAsync("dba", "/migrate run change")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");
        await StrikeAsync();
        await LetGoAsync("go-change");
        (await scene.EndingAsync(run, "1.1.1")).Outcome.ShouldBe(Outcome.Succeeded);
        await StrikeAsync();

        await Poll.UntilAsync(async () => (await scene.RunAsync(run))!.Alerts is [{ By.Via: null }, ..], "The watcher noticed nothing.");
        await StrikeAsync();
        await alarm.UntilAsync(run, alert => alert.Pages is [{ IsDelivered: true }, ..], "The first contact was never called.");
        await StrikeAsync();
        await alarm.UntilAsync(run, alert => alert.Pages is [_, { IsDelivered: true }, ..], "The second contact was never called.");
        await StrikeAsync();

        (await service.SayAsync("devops", "/migrate ack")).Kind.ShouldBe("Done");
        var called = (await alarm.AlertAsync(run)).Pages.Select(page => (page.Rung.Person, page.Rung.Means)).ToList();
        var (phone, duty) = (Calls("/phone"), Calls("/v2/enqueue"));
        await StrikeAsync();
        (await service.SayAsync("devops", $"/migrate rollback prod-{run} queries are slow")).Kind.ShouldBe("Done");
        await StrikeAsync();
        (await service.SayAsync("devops", "/migrate run restore")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == 2, "The way back did not start.");
        await StrikeAsync();
        await LetGoAsync("go-restore");
        await Poll.UntilAsync(async () => (await scene.RunAsync(run))!.Status == RunStatus.RolledBack, "It did not go back.");
        await StrikeAsync();

        called.ShouldBe([("dba", "phone"), ("devops", "duty")], "no level is left out, and each has its turn once");
        phone.ShouldBeInRange(1, 2);
        duty.ShouldBeInRange(1, 2);
        (Calls("/phone"), Calls("/v2/enqueue")).ShouldBe((phone, duty), "after the answer nobody is called");
        (await alarm.AlertAsync(run)).Closed!.How.ShouldBe(AlertEnd.RolledBack);
        (await File.ReadAllLinesAsync(scene.InWorkspace("starts"), Ct)).ShouldBe(["change", "restore"], "nothing dangerous happened twice");
        (await File.ReadAllTextAsync(scene.InWorkspace("data"), Ct)).ShouldBe("fast\n");
        (await service.SayAsync("devops", "/migrate start")).Reason.ShouldBe(nameof(RefusalReason.EnvironmentLocked));

        // The other one has to go on by itself; the killed one comes back as a host that was restarted, because a step lives on its host.
        async Task StrikeAsync()
        {
            await service.KillAsync();
            (service, other) = (other, await StartAsync(here));
            (here, there) = (there, here);
        }

        Task<ServiceProcess> StartAsync(string attempts) => scene.StartAsync(null, ("Execution:Directory", attempts));

        Task LetGoAsync(string name) => File.WriteAllTextAsync(scene.InWorkspace(name), "", Ct);

        int Calls(string path) => alarm.Provider.Taken.Count(taken => taken.Path == path && (taken.Text("kind") == "call" || taken.Text("event_action") == "trigger"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
