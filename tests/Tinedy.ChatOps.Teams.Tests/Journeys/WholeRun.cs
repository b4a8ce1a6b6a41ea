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
        await using var office = await Office.OpenAsync(server);

        await office.DoAsync("devops", "start");
        await office.BoardAsync("0 of 3 done");
        var ticked = await office.PressAsync("dba", "Mark done 1.1.1 Agree");
        new TeamsCard(ticked.Json!.Value.GetProperty("value")).Words.ShouldContain("1 of 3 done", customMessage: "Whoever pressed sees it at once.");
        await office.BoardAsync("1 of 3 done");

        var run = TeamsDialog.Of((await office.PressAsync("dba", "Run 1.1.2 Change the data")).Json, Office.Channel).ShouldNotBeNull();
        run.Card.Words.ShouldContain("echo printed");
        (await office.As("dba").SubmitAsync(run, run.Card.Button("Run on prod"), new Dictionary<string, string>())).Body.ShouldBeEmpty("An empty answer closes the dialog.");
        await office.ReplyAsync("succeeded in");
        await office.PressAsync("intern", "Mark done 1.1.3 Look at it");
        await office.BoardAsync("Waiting for sign-off");

        // Whoever may not is told so, and has no dialog to close.
        var refused = await office.PressAsync("po", "Sign off");
        TeamsDialog.Of(refused.Json, Office.Channel).ShouldBeNull();
        refused.Body.ShouldContain("Not signed");
        refused.Body.ShouldContain("Database Administrator is held by");
        (await office.AnswerAsync("dba", "Sign off", ("remark", "Looked at it twice."), ("choice", "sign"))).Body.ShouldBeEmpty();
        await office.BoardAsync("Completed");
        await office.NoticeAsync("Completed on prod");
        await office.ReplyAsync("Looked at it twice.");
        office.Teams.Logins.ShouldBeLessThanOrEqualTo(2, "Two may ask at the start in the same instant; then the token is kept.");
    }
}
