using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Teams.Tests.Journeys;

public sealed class WholeRun(PostgresServer server)
{
    [Fact]
    public async Task From_start_to_completed_by_verified_activities_only()
    {
        await using var scene = await TeamsScene.OpenAsync(server);

        await scene.DoAsync("devops", "start");
        await scene.BoardAsync("0 of 3 done");
        var ticked = await scene.PressAsync("dba", "Mark done 1.1.1 Agree");
        new TeamsCard(ticked.Json!.Value.GetProperty("value")).Words.ShouldContain("1 of 3 done", customMessage: "Whoever pressed sees it at once.");
        await scene.BoardAsync("1 of 3 done");

        var run = TeamsDialog.Of((await scene.PressAsync("dba", "Run 1.1.2 Change the data")).Json, TeamsScene.Channel).ShouldNotBeNull();
        run.Card.Words.ShouldContain("echo printed");
        (await scene.As("dba").SubmitAsync(run, run.Card.Button("Run on prod"), new Dictionary<string, string>())).Body.ShouldBeEmpty("An empty answer closes the dialog.");
        await scene.ReplyAsync("succeeded in");
        await scene.PressAsync("intern", "Mark done 1.1.3 Look at it");
        await scene.BoardAsync("Waiting for sign-off");

        // Whoever may not is told so, and has no dialog to close.
        var refused = await scene.PressAsync("po", "Sign off");
        TeamsDialog.Of(refused.Json, TeamsScene.Channel).ShouldBeNull();
        refused.Body.ShouldContain("Not signed");
        refused.Body.ShouldContain("Database Administrator is held by");
        (await scene.AnswerAsync("dba", "Sign off", ("remark", "Looked at it twice."), ("choice", "sign"))).Body.ShouldBeEmpty();
        await scene.BoardAsync("Completed");
        await scene.NoticeAsync("Completed on prod");
        await scene.ReplyAsync("Looked at it twice.");
        scene.Teams.Logins.ShouldBeLessThanOrEqualTo(2, "Two may ask at the start in the same instant; then the token is kept.");
    }
}
