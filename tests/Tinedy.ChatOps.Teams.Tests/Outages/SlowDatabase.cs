using Dapper;
using Npgsql;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Teams.Tests.Outages;

/// <summary>Teams waits some seconds; the database may need longer.</summary>
public sealed class SlowDatabase(PostgresServer server)
{
    [Fact]
    public async Task What_takes_longer_than_Teams_waits_is_said_in_time_and_its_outcome_follows()
    {
        await using var scene = await TeamsScene.FurnishAsync(server);
        scene.Chatops.Deadlines = AnswerDeadlines.OfThePlatforms;
        await scene.HostAsync();
        await scene.DoAsync("devops", "start");
        await scene.DoAsync("po", "done 1.1.1");
        await scene.BoardAsync("1.1.2 Change the data is next");
        await using var holder = new NpgsqlConnection(scene.Chatops.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await holder.ExecuteAsync("begin; lock table chatops.run_event in access exclusive mode");

        // A dialog cannot be filled afterwards; a line can be followed by another one.
        var dialog = TeamsDialog.Of((await scene.PressAsync("dba", "Run 1.1.2 Change the data")).Json, TeamsScene.Channel).ShouldNotBeNull();
        dialog.Card.Words.ShouldContain("Not read: the database did not answer in time. Close this and press again.");
        (await scene.As("po").SayAsync(TeamsScene.Channel, "note it takes a while")).IsOk.ShouldBeTrue();
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("po")).Any(line => line.Says("Not known yet: the database is slow.")), "Nobody said that it takes long.");

        await holder.ExecuteAsync("rollback");
        await scene.ReplyAsync("it takes a while");
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.NoteWritten>().ShouldHaveSingleItem();
    }
}
