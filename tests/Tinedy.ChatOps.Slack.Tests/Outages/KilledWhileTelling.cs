using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Outages;

/// <summary>The service is killed at the worst moments of telling Slack; the next one finds what was said and says the rest, nothing twice.</summary>
public sealed class KilledWhileTelling(PostgresServer server)
{
    [Theory]
    [InlineData(CrashPoints.BeforeAnnounce)]
    [InlineData(CrashPoints.PostSent)]
    [InlineData(CrashPoints.AfterAnnounce)]
    public async Task A_start_that_is_in_the_journal_has_one_board_after_the_crash(string crashPoint)
    {
        await using var office = await Office.FurnishAsync(server);
        var dying = await office.ServeAsync(crashPoint);
        // Telling and answering are two things: the answer may get lost with the process, the run does not.
        await office.As("devops").CommandAsync(Office.Channel, "start");
        await dying.ExitAsync();

        await office.HostAsync();
        (await office.TypeAsync("po", "note after the crash")).ShouldContain("Recorded");

        await office.ReplyAsync("after the crash");
        office.Workspace.Messages.Count(message => message is { Channel: Office.Channel, ThreadTs: null }).ShouldBe(1);
        await office.BoardAsync("0 of 3 done");
    }
}
