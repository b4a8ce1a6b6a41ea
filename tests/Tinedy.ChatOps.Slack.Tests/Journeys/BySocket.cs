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
        await using var scene = await SlackScene.OpenBySocketAsync(server);
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started run 1 on prod.");
        await scene.PressAsync("dba", "Mark done 1.1.1 Agree");
        await scene.BoardAsync("1 of 3 done");

        scene.Slack.Sockets.Disconnect(DisconnectReason.Warning);
        await scene.AnswerAsync("dba", "Run 1.1.2 Change the data");
        await scene.ReplyAsync("succeeded in");

        foreach (var socket in scene.Slack.Sockets.Connections) socket.Drop();
        await scene.UntilConnectedAsync();
        await scene.PressAsync("intern", "Mark done 1.1.3 Look at it");
        await scene.BoardAsync("Waiting for sign-off");
        (await scene.AnswerAsync("dba", "Sign off", ("Remark", "Seen by socket."))).Errors.ShouldBeEmpty();

        await scene.BoardAsync("Completed");
        await scene.ReplyAsync("Seen by socket.");
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.SignedOff>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task While_Slack_announces_a_disconnect_nothing_is_lost_and_the_next_connection_is_open_first()
    {
        await using var scene = await SlackScene.OpenBySocketAsync(server, null, ("Slack:Sockets", "1"));
        await scene.TypeAsync("devops", "start");
        var before = scene.Slack.Sockets.Connections.Single().Number;

        scene.Slack.Sockets.Disconnect(DisconnectReason.Warning);
        for (var note = 0; note < 20; note++) (await scene.TypeAsync("po", $"note number {note} of twenty")).ShouldContain("Recorded");

        await Poll.UntilAsync(() => scene.Slack.Sockets.Connections is [var only] && only.Number != before, "The connection was not replaced.");
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Count().ShouldBe(20);
    }

    [Fact]
    public async Task An_envelope_that_comes_twice_has_one_effect()
    {
        await using var scene = await SlackScene.OpenBySocketAsync(server);
        await scene.TypeAsync("devops", "start");
        var typed = await scene.As("po").CommandAsync(SlackScene.Channel, "note said once");
        (await scene.Slack.AgainAsync(typed)).IsOk.ShouldBeTrue();
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Health_says_when_no_socket_is_open_and_the_doors_are_shut()
    {
        await using var scene = await SlackScene.OpenBySocketAsync(server);
        (await scene.Service.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/commands");
        ((int)(await scene.Service.SendAsync(request)).StatusCode).ShouldBeOneOf(404, 405);

        scene.Slack.Faults.Always("apps.connections.open", new SlackDouble.Failing.Fault.Http500());
        foreach (var socket in scene.Slack.Sockets.Connections) socket.Drop();
        await Poll.UntilAsync(async () => (await (await scene.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("no socket is open", StringComparison.Ordinal), "Health does not say so.");

        scene.Slack.Faults.LiftAll();
        await scene.UntilConnectedAsync();
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started");
    }

    [Fact]
    public async Task Health_is_well_again_as_soon_as_Slack_takes_the_tokens_though_nobody_says_anything()
    {
        await using var scene = await SlackScene.OpenBySocketAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();
        foreach (var method in new[] { "apps.connections.open", "auth.test", "chat.update" }) scene.Slack.Faults.Always(method, new SlackDouble.Failing.Fault.Error("invalid_auth"));
        (await scene.TypeAsync("po", "done 1.1.1")).ShouldContain("Recorded");
        await Poll.UntilAsync(async () => (await HealthAsync(scene)).Contains("invalid_auth", StringComparison.Ordinal), "Health does not say what is wrong.");
        foreach (var socket in scene.Slack.Sockets.Connections) socket.Drop();
        await Poll.UntilAsync(async () => (await HealthAsync(scene)).Contains("no socket is open", StringComparison.Ordinal), "Health does not say that there is no socket.");

        scene.Slack.Faults.LiftAll();
        await scene.UntilConnectedAsync();
        await Poll.UntilAsync(async () => (await HealthAsync(scene)).Contains("\"slack\":\"well\"", StringComparison.Ordinal), "Health keeps a trouble that is over.");
    }

    private static async Task<string> HealthAsync(SlackScene scene) => await (await scene.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_socket_that_is_dead_and_looks_alive_is_replaced()
    {
        await using var scene = await SlackScene.OpenBySocketAsync(server, null, ("Slack:Sockets", "1"));
        var dead = scene.Slack.Sockets.Connections.Single();
        dead.GoDeaf();
        await Poll.UntilAsync(() => scene.Slack.Sockets.Connections.Any(socket => socket.Number != dead.Number), "The dead socket was kept.");
        // Slack's own side notices as well, in the end.
        dead.Drop();
        await scene.UntilConnectedAsync("1");
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started");
    }
}
