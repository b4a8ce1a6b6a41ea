using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Teams.Tests.Journeys;

/// <summary>A start that does not say where. The bot answers in the person's own chat, from which no run begins: it says what to type.</summary>
public sealed class Beginning(PostgresServer server)
{
    [Fact]
    public async Task What_the_line_leaves_open_is_said_with_what_can_be_typed_instead()
    {
        await using var office = await Office.OpenAsync(server, null, ("Environments:prod:Default", "false"), ("Environments:staging:Operators:0", "devops"));
        (await office.TypeAsync("devops", "start")).ShouldContain("there are 2 environments and none is the default. Name one: prod or staging.");
        (await office.TypeAsync("devops", "schedule")).ShouldContain("Not scheduled: say when");

        await office.DoAsync("devops", "start staging");
        await office.BoardAsync("Running · staging");
    }
}
