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
        await using var office = await Office.FurnishAsync(server, Runbook);
        office.Scene.Settings["People:1:Contact"] = "channel";
        await office.HostAsync();
        await office.TypeAsync("devops", "start");
        await office.BoardAsync("Running · prod");
        await office.TypeAsync("po", "raise 1 rows are missing");

        var called = await office.NoticeAsync($"<@{Office.UserOf("dba")}>: prod: rows are missing since");
        called.Says("You are 1 of 1.").ShouldBeTrue();
        office.Workspace.DirectMessagesWith(Office.UserOf("dba")).ShouldNotContain(message => message.Says("rows are missing"));
        await office.TypeAsync("dba", "ack");
        (await office.NoticeAsync($"<@{Office.UserOf("dba")}>: prod: @dba has been on it since")).Ts.ShouldBe(called.Ts);
        await office.ReplyAsync("@dba · channel · delivered");
    }
}
