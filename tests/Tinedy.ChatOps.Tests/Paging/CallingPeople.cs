using System.Data.Common;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Paging.Tests.Doubles;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Paging;

/// <summary>Whoever is on call is called, whatever dies or hangs in between.</summary>
public sealed class CallingPeople(PostgresServer server)
{
    [Fact]
    public async Task Everybody_is_called_in_order_until_one_answers_and_every_try_is_in_the_journal_with_its_proof()
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        var service = await alarm.Scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await service.SayAsync("intern", "/migrate raise 2 orders time out")).Kind.ShouldBe("Done");

        var alert = await alarm.UntilAsync(run, alert => alert.Pages.Length >= 3 && alert.Pages[2].IsDelivered, "The third call never came.");
        alert.Pages.Take(3).Select(page => (page.Rung.Person, page.Rung.Means)).ShouldBe([("dba", "chat"), ("dba", "phone"), ("devops", "duty")]);
        alert.Pages.Take(3).ShouldAllBe(page => page.Tries.Length == 1 && page.Tries[0].Result == DeliveryResult.Accepted && page.Tries[0].Proof.Length > 0);
        (await service.SayAsync("devops", "/migrate ack")).Kind.ShouldBe("Done");

        await Poll.UntilAsync(() => alarm.Provider.Taken.Count(taken => taken.Text("event_action") == "acknowledge" || taken.Text("kind") == "answered") == 2, "Whoever was called was not told.");
        var calls = (await alarm.AlertAsync(run)).Pages.Length;
        (await service.SayAsync("intern", "/migrate run change")).Reason.ShouldBe(nameof(RefusalReason.AlertIsOpen));
        (await service.SayAsync("dba", "/migrate run change")).Reason.ShouldBe(nameof(RefusalReason.AlertIsOpen));
        (await service.SayAsync("devops", "/migrate false-alarm the report ran meanwhile")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => alarm.Provider.Taken.Count(taken => taken.Text("event_action") == "resolve" || taken.Text("kind") == "over") == 2, "Nobody was told that it is over.");
        (await alarm.AlertAsync(run)).Pages.Length.ShouldBe(calls, "nobody is called after the answer");
    }

    [Fact]
    public async Task An_answer_that_could_be_to_two_alerts_stops_neither_and_one_that_names_its_alert_stops_that_one()
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        var service = await alarm.Scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("intern", "/migrate raise 1 rows are missing");
        await service.SayAsync("intern", "/migrate raise Performance: orders time out");

        (await service.SayAsync("devops", "/migrate ack")).Reason.ShouldBe(nameof(RefusalReason.SeveralAlerts));
        (await alarm.EventsAsync(run)).OfType<RunEvent.AlertAnswered>().ShouldBeEmpty();
        (await service.SayAsync("devops", "/migrate ack Data corruption")).Kind.ShouldBe("Done");
        (await alarm.EventsAsync(run)).OfType<RunEvent.AlertAnswered>().ShouldBe([new RunEvent.AlertAnswered(1)]);
    }

    [Theory]
    [InlineData(Mood.Broken)]
    [InlineData(Mood.Hanging)]
    [InlineData(Mood.Losing)]
    public async Task A_provider_that_fails_never_stops_the_next_contact(Mood mood)
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        alarm.Scene.Settings["People:0:Contact"] = "chat";
        alarm.Provider.Mood = mood;
        var service = await alarm.Scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("intern", "/migrate raise 1 rows are missing");

        var alert = await alarm.UntilAsync(run, alert => alert.Pages.Length >= 3 && alert.Pages[2].IsDelivered, "The next contact was never called.");
        (alert.Pages[1].Rung.Means, alert.Pages[1].IsDelivered, alert.Pages[2].Rung.Person).ShouldBe(("phone", false, "devops"));
    }

    [Fact]
    public async Task When_the_replica_that_called_dies_another_one_goes_on_and_nobody_is_called_twice_by_it()
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        var first = await alarm.Scene.StartAsync();
        var run = (await first.SayAsync("devops", "/migrate start")).Run!.Value;
        await first.SayAsync("intern", "/migrate raise 1 rows are missing");
        await alarm.UntilAsync(run, alert => alert.Pages is [{ IsDelivered: true }, ..], "The first call never came.");
        var second = await alarm.Scene.HostAsync();
        await first.KillAsync();

        var alert = await alarm.UntilAsync(run, alert => alert.Pages.Length >= 3 && alert.Pages[2].IsDelivered, "Nobody went on calling.");
        alert.Pages.Take(3).Select(page => page.Rung.Means).ShouldBe(["chat", "phone", "duty"]);
        (await second.SayAsync("dba", "/migrate ack")).Kind.ShouldBe("Done");
        alarm.Provider.Taken.Count(taken => taken.Text("kind") == "call").ShouldBe(1, "one call by phone");
    }

    [Fact]
    public async Task A_call_that_the_queue_has_lost_is_found_in_the_journal_by_who_watches_the_pager()
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        alarm.Scene.Settings["Paging:NextMeans"] = "00:00:05";
        var first = await alarm.Scene.StartAsync();
        var run = (await first.SayAsync("devops", "/migrate start")).Run!.Value;
        await first.SayAsync("intern", "/migrate raise 1 rows are missing");
        await alarm.UntilAsync(run, alert => alert.Pages is [{ IsDelivered: true }], "The first call never came.");
        await first.KillAsync();
        await using (var connection = await alarm.Scene.Get<DbDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var loses = connection.CreateCommand();
            loses.CommandText = "delete from chatops.run_due";
            (await loses.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        }

        var second = await alarm.Scene.HostAsync();
        await alarm.UntilAsync(run, alert => alert.Pages is [_, { IsDelivered: true }, ..], "Nobody went on calling.");
        await Poll.UntilAsync(() => second.Said.Contains($"Run {run} was due at a moment that the clock did not know of", StringComparison.Ordinal), "Nobody was told that the queue had lost it. " + second.Said);
    }

    [Fact]
    public async Task Somebody_outside_hears_that_paging_moves()
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        alarm.Scene.Settings["Paging:DeadMan"] = alarm.Provider.At("/alive").ToString();
        await alarm.Scene.HostAsync();

        await Poll.UntilAsync(() => alarm.Provider.Taken.Any(taken => taken.Path == "/alive"), "There was no sign of life.");
    }

    [Fact]
    public async Task When_nobody_answers_the_channel_and_everyone_with_a_role_are_told_and_the_next_round_begins()
    {
        await using var alarm = await AlarmScene.CreateAsync(server);
        var service = await alarm.Scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("intern", "/migrate raise 1 rows are missing");

        await alarm.UntilAsync(run, alert => alert.Round >= 2, "There was no second round.");
        (await alarm.EventsAsync(run)).OfType<RunEvent.NobodyReached>().ShouldNotBeEmpty();
        await Poll.UntilAsync(async () => (await Rooms.PrivatelyToldAsync(alarm.Scene, "devops")).Any(line => line.Contains("Nobody could be reached", StringComparison.Ordinal)), "Those with a role were not told.");
    }
}
