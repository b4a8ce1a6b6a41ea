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
        await using var office = await Office.FurnishAsync(server);
        office.Scene.Deadlines = AnswerDeadlines.OfThePlatforms;
        await office.HostAsync();
        await office.DoAsync("devops", "start");
        await office.DoAsync("po", "done 1.1.1");
        await office.BoardAsync("1.1.2 Change the data is next");
        await using var holder = new NpgsqlConnection(office.Scene.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await holder.ExecuteAsync("begin; lock table chatops.run_event in access exclusive mode");

        // A dialog cannot be filled afterwards; a line can be followed by another one.
        var dialog = TeamsDialog.Of((await office.PressAsync("dba", "Run 1.1.2 Change the data")).Json, Office.Channel).ShouldNotBeNull();
        dialog.Card.Words.ShouldContain("Not read: the database did not answer in time. Close this and press again.");
        (await office.As("po").SayAsync(Office.Channel, "note it takes a while")).IsOk.ShouldBeTrue();
        await office.Tenant.UntilAsync(tenant => tenant.ChatWith(Office.ObjectOf("po")).Any(line => line.Says("Not known yet: the database is slow.")), "Nobody said that it takes long.");

        await holder.ExecuteAsync("rollback");
        await office.ReplyAsync("it takes a while");
        (await office.Scene.EventsAsync(1)).OfType<RunEvent.NoteWritten>().ShouldHaveSingleItem();
    }
}
