using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Doors;

/// <summary>Who may act, and where: by immutable id and by what Slack says of it, never by a name or by who could see the button.</summary>
public sealed class PeopleAndPlaces(PostgresServer server)
{
    [Fact]
    public async Task Guests_bots_the_departed_and_people_of_other_organisations_are_refused_although_they_are_listed()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        Change(scene, "po", user => user with { IsRestricted = true });
        Change(scene, "dev", user => user with { IsUltraRestricted = true });
        Change(scene, "ops", user => user with { IsBot = true });
        Change(scene, "lead", user => user with { IsDeleted = true });
        Change(scene, "intern", user => user with { TeamId = "T0ELSEWHERE" });
        await scene.HostAsync();
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started");
        var before = await scene.Chatops.EventsAsync(1);

        (await scene.TypeAsync("po", "done 1.1.1")).ShouldContain("guests and people of other organisations cannot act");
        (await scene.TypeAsync("dev", "done 1.1.1")).ShouldContain("guests and people of other organisations cannot act");
        (await scene.TypeAsync("ops", "done 1.1.1")).ShouldContain("bots cannot act");
        (await scene.TypeAsync("lead", "done 1.1.1")).ShouldContain("deactivated");
        (await scene.TypeAsync("intern", "done 1.1.1")).ShouldStartWith("Not done: ");

        (await scene.Chatops.EventsAsync(1)).ShouldBe(before);
    }

    [Fact]
    public async Task A_stranger_of_the_same_name_gets_one_sentence_on_how_to_be_added()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Workspace.AddUser(new("U0FAKE", "dba") { RealName = "dba", Email = "dba@example.org" });
        await scene.TypeAsync("devops", "start");
        var board = await scene.BoardAsync();

        var click = await scene.Slack.As("U0FAKE").ClickAsync(board, "Mark done 1.1.1 Agree");

        (await scene.AnswerAsync(click)).Words.ShouldContain($"this Slack account is not on the People list. Whoever runs this service can add {scene.Slack.App.TeamId}/U0FAKE.");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(1);
        scene.Slack.CallsOf("users.info").ShouldAllBe(call => call.Argument("user") != "U0FAKE");
    }

    [Fact]
    public async Task A_run_is_acted_on_in_its_own_channel_and_in_private_lines()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Workspace.AddChannel(new("C0OTHER", "other"));
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();

        (await scene.AnswerAsync(await scene.As("dba").CommandAsync("C0OTHER", "prod-1 done 1.1.1"))).Words.ShouldContain("run 1 is not in this channel");
        (await scene.AnswerAsync(await scene.As("dba").CommandAsync("C0OTHER", "done 1.1.1"))).Words.ShouldContain("there is no run yet");
        (await scene.AnswerAsync(await scene.As("dba").CommandAsync("C0OTHER", "start"))).Words.ShouldContain("run 1 has held prod");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(1);

        var dm = scene.As("dba").DirectChannel;
        (await scene.AnswerAsync(await scene.As("dba").CommandAsync(dm, "done 1.1.1"))).Words.ShouldContain("Recorded");
        (await scene.AnswerAsync(await scene.As("dba").CommandAsync(dm, "start"))).Words.ShouldContain("a run starts in the channel");
    }

    [Fact]
    public async Task A_button_moved_to_another_channel_does_nothing()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Workspace.AddChannel(new("C0OTHER", "other"));
        await scene.TypeAsync("devops", "start");
        var board = await scene.BoardAsync();
        var click = await scene.As("po").ClickAsync(board, "Mark done 1.1.1 Agree");
        await scene.BoardAsync("1 of 3 done");

        var moved = scene.Slack.Sign(click.Request.WithBody(click.Request.Text.Replace(SlackScene.Channel, "C0OTHER", StringComparison.Ordinal).Replace("MarkDone", "Undo", StringComparison.Ordinal)));
        (await scene.Slack.SendAsync(moved)).Status.ShouldBe(200);

        await scene.Slack.UntilAsync(w => w.Ephemerals.Any(line => line.Says("is not in this channel")), "Nobody was told.");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_channel_shared_with_another_organisation_is_no_place_for_a_run(bool isShared, bool isPending)
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Workspace.AddChannel(new("C0SHARED", "shared") { IsExtShared = isShared, IsPendingExtShared = isPending });

        (await scene.AnswerAsync(await scene.As("devops").CommandAsync("C0SHARED", "start"))).Words.ShouldContain("shared with another organisation");
        (await scene.AnswerAsync(await scene.As("devops").CommandAsync("C0SHARED", "status"))).Words.ShouldContain("shared with another organisation");
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started run 1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_bot_is_not_invited_it_says_so_instead_of_starting(bool isPrivate)
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Workspace.AddChannel(new("C0NEW", "new") { HasBot = false, IsPrivate = isPrivate });
        (await scene.AnswerAsync(await scene.As("devops").CommandAsync("C0NEW", "start"))).Words.ShouldContain("the bot is not in this channel");

        scene.Workspace.AddChannel(new("C0NEW", "new") { IsPrivate = isPrivate });
        (await scene.AnswerAsync(await scene.As("devops").CommandAsync("C0NEW", "start"))).Words.ShouldContain("Started run 1");
    }

    [Fact]
    public async Task Made_up_buttons_and_values_are_answered_and_do_nothing()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        var click = await scene.As("po").ClickAsync(await scene.BoardAsync(), "Mark done 1.1.1 Agree");
        await scene.BoardAsync("1 of 3 done");

        foreach (var made in new[] { "nonsense", "{}", "{\\\"v\\\":\\\"Run\\\",\\\"r\\\":-1}", "{\\\"v\\\":\\\"Explode\\\",\\\"r\\\":1}", "{\\\"v\\\":999,\\\"r\\\":1}", "{\\\"v\\\":\\\"Run\\\",\\\"r\\\":99,\\\"i\\\":\\\"change\\\"}", "{\\\"v\\\":\\\"Undo\\\",\\\"r\\\":1,\\\"i\\\":\\\"../../etc\\\"}" })
        {
            var request = scene.Slack.Sign(RawRequest.Form(RawRequest.Interactions, [new("payload", Payload(click.Request, made))]));
            (await scene.Slack.SendAsync(request)).Status.ShouldBe(200, made);
        }

        await scene.Slack.UntilAsync(w => w.Ephemerals.Count(line => line.Says("not one of the board's") || line.Says("there is no run 99") || line.Says("has no item")) >= 7, "Not every made-up button was answered.");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("done 1.1.1; id")]
    [InlineData("done $(touch owned)")]
    [InlineData("note `id` && rm -rf /\nsecond line")]
    [InlineData("note nul \0 and \u202e turned")]
    public async Task Text_from_chat_is_text(string typed)
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.TypeAsync("dba", typed);
        await scene.TypeAsync("dba", new string('x', 100_000));
        (await scene.TypeAsync("dba", "note " + new string('x', 100_000))).ShouldContain("longer than 3,000 letters");
        (await scene.TypeAsync("devops", "status")).ShouldContain("Running");
        Directory.EnumerateFileSystemEntries(scene.Chatops.Workspace).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_private_answer_goes_to_Slack_and_to_no_other_address()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        var board = await scene.BoardAsync();
        await scene.As("po").ClickAsync(board, "Mark done 1.1.1 Agree");
        var click = await scene.As("po").ClickAsync(board, "Mark done 1.1.1 Agree");
        (await scene.AnswerAsync(click)).Via.ShouldBe(WhisperedBy.ResponseUrl);

        var ours = new Uri(scene.Service.Address, "health/ready").ToString();
        var body = System.Text.RegularExpressions.Regex.Replace(Uri.UnescapeDataString(click.Request.Text.Replace('+', ' ')), "\"response_url\":\"[^\"]*\"", $"\"response_url\":\"{ours}\"");
        (await scene.Slack.SendAsync(scene.Slack.Sign(RawRequest.Form(RawRequest.Interactions, [new("payload", body["payload=".Length..])])))).Status.ShouldBe(200);

        await scene.Slack.UntilAsync(w => w.Ephemerals.Any(line => line.Via == WhisperedBy.PostEphemeral && line.Says("Already done")), "The answer went nowhere.");
        await Poll.UntilAsync(() => scene.Service.Everything.Contains("A response_url that is not Slack's was not used", StringComparison.Ordinal), "The log does not say so.");
    }

    private static string Payload(RawRequest request, string value) => System.Text.RegularExpressions.Regex.Replace(
        Uri.UnescapeDataString(request.Text.Replace('+', ' '))["payload=".Length..].Replace("\"action_ts\":\"", "\"action_ts\":\"" + Guid.NewGuid(), StringComparison.Ordinal),
        @"(""actions"":\[\{[^\]]*?""value"":"")((?:\\.|[^""\\])*)("")", match => match.Groups[1].Value + value + match.Groups[3].Value);

    private static void Change(SlackScene scene, string who, Func<SlackUser, SlackUser> change) =>
        scene.Workspace.AddUser(change(scene.Workspace.User(SlackScene.UserOf(who))));
}
