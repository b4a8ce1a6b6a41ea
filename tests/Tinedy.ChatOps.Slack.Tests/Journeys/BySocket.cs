using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Sockets;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

/// <summary>The same run over Socket Mode: nothing of ours can be reached from outside.</summary>
public sealed class BySocket(PostgresServer server)
{
    [Fact]
    public async Task From_start_to_completed_with_two_disconnects_in_the_middle()
    {
        await using var office = await Office.OpenBySocketAsync(server);
        (await office.TypeAsync("devops", "start")).ShouldContain("Started run 1 on prod.");
        await office.PressAsync("dba", "Mark done 1.1.1 Agree");
        await office.BoardAsync("1 of 3 done");

        office.Slack.Sockets.Disconnect(DisconnectReason.Warning);
        await office.AnswerAsync("dba", "Run 1.1.2 Change the data");
        await office.ReplyAsync("succeeded in");

        foreach (var socket in office.Slack.Sockets.Connections) socket.Drop();
        await office.UntilConnectedAsync();
        await office.PressAsync("intern", "Mark done 1.1.3 Look at it");
        await office.BoardAsync("Waiting for sign-off");
        (await office.AnswerAsync("dba", "Sign off", ("Remark", "Seen by socket."))).Errors.ShouldBeEmpty();

        await office.BoardAsync("Completed");
        await office.ReplyAsync("Seen by socket.");
        (await office.Scene.EventsAsync(1)).OfType<RunEvent.SignedOff>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task While_Slack_announces_a_disconnect_nothing_is_lost_and_the_next_connection_is_open_first()
    {
        await using var office = await Office.OpenBySocketAsync(server, null, ("Slack:Sockets", "1"));
        await office.TypeAsync("devops", "start");
        var before = office.Slack.Sockets.Connections.Single().Number;

        office.Slack.Sockets.Disconnect(DisconnectReason.Warning);
        for (var note = 0; note < 20; note++) (await office.TypeAsync("po", $"note number {note} of twenty")).ShouldContain("Recorded");

        await Poll.UntilAsync(() => office.Slack.Sockets.Connections is [var only] && only.Number != before, "The connection was not replaced.");
        (await office.Scene.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Count().ShouldBe(20);
    }

    [Fact]
    public async Task An_envelope_that_comes_twice_has_one_effect()
    {
        await using var office = await Office.OpenBySocketAsync(server);
        await office.TypeAsync("devops", "start");
        var typed = await office.As("po").CommandAsync(Office.Channel, "note said once");
        (await office.Slack.AgainAsync(typed)).IsOk.ShouldBeTrue();
        (await office.Scene.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Health_says_when_no_socket_is_open_and_the_doors_are_shut()
    {
        await using var office = await Office.OpenBySocketAsync(server);
        (await office.Service.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands");
        ((int)(await office.Service.SendAsync(request)).StatusCode).ShouldBeOneOf(404, 405);

        office.Slack.Faults.Always("apps.connections.open", new SlackDouble.Failing.Fault.Http500());
        foreach (var socket in office.Slack.Sockets.Connections) socket.Drop();
        await Poll.UntilAsync(async () => (await (await office.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("no socket is open", StringComparison.Ordinal), "Health does not say so.");

        office.Slack.Faults.LiftAll();
        await office.UntilConnectedAsync();
        (await office.TypeAsync("devops", "start")).ShouldContain("Started");
    }

    [Fact]
    public async Task Health_is_well_again_as_soon_as_Slack_takes_the_tokens_though_nobody_says_anything()
    {
        await using var office = await Office.OpenBySocketAsync(server);
        await office.TypeAsync("devops", "start");
        await office.BoardAsync();
        foreach (var method in new[] { "apps.connections.open", "auth.test", "chat.update" }) office.Slack.Faults.Always(method, new SlackDouble.Failing.Fault.Error("invalid_auth"));
        (await office.TypeAsync("po", "done 1.1.1")).ShouldContain("Recorded");
        await Poll.UntilAsync(async () => (await HealthAsync(office)).Contains("invalid_auth", StringComparison.Ordinal), "Health does not say what is wrong.");
        foreach (var socket in office.Slack.Sockets.Connections) socket.Drop();
        await Poll.UntilAsync(async () => (await HealthAsync(office)).Contains("no socket is open", StringComparison.Ordinal), "Health does not say that there is no socket.");

        office.Slack.Faults.LiftAll();
        await office.UntilConnectedAsync();
        await Poll.UntilAsync(async () => (await HealthAsync(office)).Contains("\"slack\":\"well\"", StringComparison.Ordinal), "Health keeps a trouble that is over.");
    }

    private static async Task<string> HealthAsync(Office office) => await (await office.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_socket_that_is_dead_and_looks_alive_is_replaced()
    {
        await using var office = await Office.OpenBySocketAsync(server, null, ("Slack:Sockets", "1"));
        var dead = office.Slack.Sockets.Connections.Single();
        dead.GoDeaf();
        await Poll.UntilAsync(() => office.Slack.Sockets.Connections.Any(socket => socket.Number != dead.Number), "The dead socket was kept.");
        // Slack's own side notices as well, in the end.
        dead.Drop();
        await office.UntilConnectedAsync("1");
        (await office.TypeAsync("devops", "start")).ShouldContain("Started");
    }
}
