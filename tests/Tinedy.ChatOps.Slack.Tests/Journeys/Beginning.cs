using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

/// <summary>A start that does not say where, in a team with two environments and none that is meant by itself.</summary>
public sealed class Beginning(PostgresServer server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_line_leaves_open_is_asked_in_a_modal_and_the_board_comes_where_it_was_typed(bool bySocket)
    {
        await using var scene = await OpenAsync(bySocket);
        var asked = await (await scene.As("devops").CommandAsync(SlackScene.Channel, "start")).ViewAsync(view => view.Submit is not null);
        asked.Title.ShouldBe("Start a migration");
        asked.Says("prod is free").ShouldBeTrue(asked.Words);
        asked.Says("staging is free").ShouldBeTrue(asked.Words);

        var wrong = await scene.As("devops").SubmitAsync(asked, ("Runbook", "migration.md"), ("Environment", "staging"), ("When", "soon"));
        wrong.Errors.Keys.ShouldBe(["when"]);
        scene.Workspace.Pins.ShouldBeEmpty();
        (await scene.As("devops").SubmitAsync(asked, ("Runbook", "migration.md"), ("Environment", "staging"), ("When", ""))).Errors.ShouldBeEmpty();

        await scene.BoardAsync("Running · staging");
        scene.Workspace.View(asked.Id).IsOpen.ShouldBeFalse();
        (await scene.TypeAsync("devops", "start staging")).ShouldContain("run 1 has held staging");
    }

    [Fact]
    public async Task Typed_to_the_bot_in_a_thread_it_asks_by_a_button_because_nothing_can_open_there()
    {
        await using var scene = await OpenAsync(bySocket: false);
        await scene.TypeAsync("devops", "start prod");
        var board = await scene.BoardAsync("Running · prod");
        await scene.As("devops").MentionAsync(SlackScene.Channel, "schedule", board.Ts);

        var whisper = await scene.Workspace.FindAsync(w => w.WhispersTo(SlackScene.UserOf("devops")).LastOrDefault(one => one.Says("Schedule a migration: this asks first.")), "Nobody asked.");
        var asked = await (await scene.As("devops").ClickAsync(whisper, "Start…")).ViewAsync(view => view.Submit is not null);
        (await scene.As("devops").SubmitAsync(asked, ("Runbook", "migration.md"), ("Environment", "staging"), ("When", "tomorrow 22:00 UTC"))).Errors.ShouldBeEmpty();
        await scene.Workspace.FindAsync(w => w.Pins.FirstOrDefault(pinned => pinned.Says("Scheduled · staging")), "No board came.");
    }

    private async Task<SlackScene> OpenAsync(bool bySocket)
    {
        (string, string)[] two = [("Environments:prod:Default", "false"), ("Environments:staging:Operators:0", "devops")];
        return bySocket ? await SlackScene.OpenBySocketAsync(server, null, two) : await SlackScene.OpenAsync(server, null, two);
    }
}
