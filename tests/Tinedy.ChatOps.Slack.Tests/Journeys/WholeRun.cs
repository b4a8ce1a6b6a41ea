using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

public sealed class WholeRun(PostgresServer server)
{
    [Fact]
    public async Task From_start_to_completed_by_signed_requests_only()
    {
        await using var scene = await SlackScene.OpenAsync(server);

        (await scene.TypeAsync("devops", "start")).ShouldContain("Started run 1 on prod.");
        await scene.BoardAsync("0 of 3 done");
        await scene.PressAsync("dba", "Mark done 1.1.1 Agree");
        await scene.BoardAsync("1 of 3 done");

        var run = await (await scene.PressAsync("dba", "Run 1.1.2 Change the data")).ViewAsync(view => view.Submit is not null);
        run.Words.ShouldContain("echo printed");
        (await scene.As("dba").SubmitAsync(run)).IsOk.ShouldBeTrue();
        await scene.ReplyAsync("succeeded in");
        await scene.PressAsync("intern", "Mark done 1.1.3 Look at it");
        await scene.BoardAsync("Waiting for sign-off");

        // Whoever may not is told so, and has no dialog to close.
        var pressed = await scene.PressAsync("po", "Sign off");
        var refused = await scene.AnswerAsync(pressed);
        pressed.View.ShouldBeNull();
        refused.Words.ShouldContain("Not signed");
        refused.Words.ShouldContain("Database Administrator is held by");
        (await scene.AnswerAsync("dba", "Sign off", ("Remark", "Looked at it twice."))).Errors.ShouldBeEmpty();
        await scene.BoardAsync("Completed");
        await scene.NoticeAsync("Completed on prod");
        await scene.ReplyAsync("Looked at it twice.");
        scene.Workspace.Warnings.ShouldBeEmpty();
    }
}
