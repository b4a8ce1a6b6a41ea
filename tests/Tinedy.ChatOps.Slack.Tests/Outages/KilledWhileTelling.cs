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
        await using var scene = await SlackScene.FurnishAsync(server);
        var dying = await scene.ServeAsync(crashPoint);
        // Telling and answering are two things: the answer may get lost with the process, the run does not.
        await scene.As("devops").CommandAsync(SlackScene.Channel, "start");
        await dying.ExitAsync();

        await scene.HostAsync();
        (await scene.TypeAsync("po", "note after the crash")).ShouldContain("Recorded");

        await scene.ReplyAsync("after the crash");
        scene.Workspace.Messages.Count(message => message is { Channel: SlackScene.Channel, ThreadTs: null }).ShouldBe(1);
        await scene.BoardAsync("0 of 3 done");
    }
}
