using Dapper;
using Npgsql;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Outages;

/// <summary>Slack waits three seconds; the database may need longer.</summary>
public sealed class SlowDatabase(PostgresServer server)
{
    [Fact]
    public async Task What_takes_longer_than_Slack_waits_is_said_in_time_and_its_outcome_follows()
    {
        await using var scene = await SlackScene.FurnishAsync(server);
        scene.Chatops.Deadlines = AnswerDeadlines.OfThePlatforms;
        await scene.HostAsync();
        await scene.TypeAsync("devops", "start");
        await scene.TypeAsync("po", "note the first");
        await using var holder = new NpgsqlConnection(scene.Chatops.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await holder.ExecuteAsync("begin; lock table chatops.run_event in share row exclusive mode");
        scene.Slack.AnswerWithin = TimeSpan.FromSeconds(3);

        var typed = await scene.As("po").CommandAsync(SlackScene.Channel, "note the second");
        typed.TimedOut.ShouldBeFalse();
        typed.Ephemerals.Single().Words.ShouldContain("Not known yet: the database is slow.");

        await holder.ExecuteAsync("rollback");
        await scene.Slack.UntilAsync(_ => typed.Ephemerals.Any(line => line.Says("Recorded: @po noted: \"the second\"")), "The outcome did not follow.");
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Count().ShouldBe(2);
    }
}
