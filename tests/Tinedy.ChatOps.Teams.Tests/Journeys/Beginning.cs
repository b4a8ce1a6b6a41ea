using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Teams.Tests.Journeys;

/// <summary>A start that does not say where. The bot answers in the person's own chat, from which no run begins: it says what to type.</summary>
public sealed class Beginning(PostgresServer server)
{
    [Fact]
    public async Task What_the_line_leaves_open_is_said_with_what_can_be_typed_instead()
    {
        await using var scene = await TeamsScene.OpenAsync(server, null, ("Environments:prod:Default", "false"), ("Environments:staging:Operators:0", "devops"));
        (await scene.TypeAsync("devops", "start")).ShouldContain("there are 2 environments and none is the default. Name one: prod or staging.");
        (await scene.TypeAsync("devops", "schedule")).ShouldContain("Not scheduled: say when");

        await scene.DoAsync("devops", "start staging");
        await scene.BoardAsync("Running · staging");
    }
}
