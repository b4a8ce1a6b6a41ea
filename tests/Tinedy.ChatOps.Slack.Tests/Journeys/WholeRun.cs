using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

public sealed class WholeRun(PostgresServer server)
{
    [Fact]
    public async Task From_start_to_completed_by_signed_requests_only()
    {
        await using var office = await Office.OpenAsync(server);

        (await office.TypeAsync("devops", "start")).ShouldContain("Started run 1 on prod.");
        await office.BoardAsync("0 of 3 done");
        await office.PressAsync("dba", "Mark done 1.1.1 Agree");
        await office.BoardAsync("1 of 3 done");

        var run = await (await office.PressAsync("dba", "Run 1.1.2 Change the data")).ViewAsync(view => view.Submit is not null);
        run.Words.ShouldContain("echo printed");
        (await office.As("dba").SubmitAsync(run)).IsOk.ShouldBeTrue();
        await office.ReplyAsync("succeeded in");
        await office.PressAsync("intern", "Mark done 1.1.3 Look at it");
        await office.BoardAsync("Waiting for sign-off");

        // Whoever may not is told so, and has no dialog to close.
        var pressed = await office.PressAsync("po", "Sign off");
        var refused = await office.AnswerAsync(pressed);
        pressed.View.ShouldBeNull();
        refused.Words.ShouldContain("Not signed");
        refused.Words.ShouldContain("Database Administrator is held by");
        (await office.AnswerAsync("dba", "Sign off", ("Remark", "Looked at it twice."))).Errors.ShouldBeEmpty();
        await office.BoardAsync("Completed");
        await office.NoticeAsync("Completed on prod");
        await office.ReplyAsync("Looked at it twice.");
        office.Workspace.Warnings.ShouldBeEmpty();
    }
}
