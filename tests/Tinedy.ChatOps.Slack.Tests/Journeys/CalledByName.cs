using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

/// <summary>Somebody who is called in the channel and not by a direct message.</summary>
public sealed class CalledByName(PostgresServer server)
{
    private const string Runbook = """
        # Night
        ## Work
        - [ ] Look
        ## Emergency
        ### Rollback Criteria
        - Data corruption detected
        ## Emergency Contacts
        **Database Admin:** ____
        """;

    [Fact]
    public async Task Whose_means_is_the_channel_is_mentioned_there_and_the_mention_says_when_it_is_over()
    {
        await using var scene = await SlackScene.FurnishAsync(server, Runbook);
        scene.Chatops.Settings["People:1:Contact"] = "channel";
        await scene.HostAsync();
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync("Running · prod");
        await scene.TypeAsync("po", "raise 1 rows are missing");

        var called = await scene.NoticeAsync($"<@{SlackScene.UserOf("dba")}>: prod: rows are missing since");
        called.Says("You are 1 of 1.").ShouldBeTrue();
        scene.Workspace.DirectMessagesWith(SlackScene.UserOf("dba")).ShouldNotContain(message => message.Says("rows are missing"));
        await scene.TypeAsync("dba", "ack");
        (await scene.NoticeAsync($"<@{SlackScene.UserOf("dba")}>: prod: @dba has been on it since")).Ts.ShouldBe(called.Ts);
        await scene.ReplyAsync("@dba · channel · delivered");
    }
}
