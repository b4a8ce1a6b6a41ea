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
        await using var office = await Office.FurnishAsync(server);
        office.Scene.Deadlines = AnswerDeadlines.OfThePlatforms;
        await office.HostAsync();
        await office.TypeAsync("devops", "start");
        await office.TypeAsync("po", "note the first");
        await using var holder = new NpgsqlConnection(office.Scene.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await holder.ExecuteAsync("begin; lock table chatops.run_event in share row exclusive mode");
        office.Slack.AnswerWithin = TimeSpan.FromSeconds(3);

        var typed = await office.As("po").CommandAsync(Office.Channel, "note the second");
        typed.TimedOut.ShouldBeFalse();
        typed.Ephemerals.Single().Words.ShouldContain("Not known yet: the database is slow.");

        await holder.ExecuteAsync("rollback");
        await office.Slack.UntilAsync(_ => typed.Ephemerals.Any(line => line.Says("Recorded: @po noted: \"the second\"")), "The outcome did not follow.");
        (await office.Scene.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Count().ShouldBe(2);
    }
}
