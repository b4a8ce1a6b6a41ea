using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Paging.Tests.Doubles;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Outages;

/// <summary>The worst hour: something is wrong, and so is chat.</summary>
public sealed class ChatIsDown(PostgresServer server)
{
    private const string Runbook = """
        ---
        contacts:
          Database Owner: dba
        ---
        # Move
        ## Work
        ### Do
        - [ ] Look
        ## Emergency
        ### Rollback Criteria
        - Data corruption detected
        ### Rollback Execution
        - [ ] Old version started again
          ```bash
          echo back > back
          ```
        ## Emergency Contacts
        **Database Owner:** ____
        """;

    [Fact]
    public async Task Somebody_is_reached_by_other_means_and_the_rollback_completes_from_the_console()
    {
        await using var provider = await AlertProvider.StartAsync();
        await using var scene = await SlackScene.FurnishAsync(server, Runbook);
        foreach (var (key, value) in new[]
        {
            ("Clock:Tick", "00:00:00.200"), ("Paging:NextMeans", "00:00:01"), ("Local:Chat", "true"), ("People:1:Contact", "chat, phone"),
            ("Paging:Webhooks:phone:Url", provider.At("/phone").ToString()),
        }) scene.Chatops.Settings[key] = value;
        var service = await scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await scene.TypeAsync("devops", $"mirror prod-{run}")).ShouldContain("Recorded");
        await scene.BoardAsync("Running");
        scene.Slack.Faults.Silence = true;

        (await service.SayAsync("intern", "/migrate raise 1 rows are missing")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => provider.Taken.Any(taken => taken.Text("kind") == "call"), "Nobody was called by phone.");
        (await service.SayAsync("dba", "/migrate ack")).Kind.ShouldBe("Done");
        (await service.SayAsync("dba", $"/migrate rollback prod-{run} one-after-another rows are missing")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(async () => (await scene.Chatops.RunAsync(run))!.Status == RunStatus.RolledBack, "The rollback waited for chat.");
        File.Exists(scene.Chatops.InWorkspace("back")).ShouldBeTrue();
        (await scene.Chatops.RunAsync(run))!.Alerts[0].Closed!.How.ShouldBe(AlertEnd.RolledBack);

        scene.Slack.Faults.Silence = false;
        await scene.BoardAsync("Rolled back");
    }

    [Fact]
    public async Task A_means_that_is_refused_for_good_goes_on_to_the_next_at_once_and_the_journal_has_what_was_said()
    {
        await using var provider = await AlertProvider.StartAsync();
        await using var scene = await SlackScene.FurnishAsync(server, Runbook);
        foreach (var (key, value) in new[]
        {
            ("Clock:Tick", "00:00:00.200"), ("Paging:NextMeans", "01:00:00"), ("People:1:Contact", "chat, phone"), ("Paging:Webhooks:phone:Url", provider.At("/phone").ToString()),
        }) scene.Chatops.Settings[key] = value;
        await scene.HostAsync();
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync("Running");
        scene.Slack.Faults.Always($"* {SlackScene.UserOf("dba")}", new Fault.Error("account_inactive"));

        (await scene.TypeAsync("intern", "raise 1 rows are missing")).ShouldContain("Recorded");

        await Poll.UntilAsync(() => provider.Taken.Any(taken => taken.Text("kind") == "call"), "The phone waits for a chat that has said no.");
        var chat = (await scene.Chatops.RunAsync(1))!.Alerts[0].Pages[0];
        chat.IsRefusedForGood.ShouldBeTrue();
        chat.Tries.Single().Proof.ShouldContain("account_inactive");
    }
}
