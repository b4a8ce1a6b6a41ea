using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.SlackDouble;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Mirrors;

/// <summary>One run with a board in Slack and a board in Teams, at once.</summary>
public sealed class TwoPlatforms(PostgresServer server) : IAsyncLifetime
{
    private const string SlackChannel = "C0OPS";

    private SlackServer slack = null!;
    private TeamsScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        slack = await SlackServer.StartAsync();
        slack.AnswerWithin = Poll.Patience;
        foreach (var name in Team.Names) slack.Workspace.AddUser(new(SlackUserOf(name), name));
        slack.Workspace.AddChannel(new(SlackChannel, "ops"));
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(slack.Workspace.Describe() + scene.Tenant.Describe());
        await scene.DisposeAsync();
        await slack.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Clicks_alternate_and_both_boards_agree_after_each()
    {
        await OpenAsync();
        await TypeInSlackAsync("devops", "start");
        var inSlack = await SlackBoardAsync("0 of 3 done");
        await scene.DoAsync("devops", "mirror prod-1");
        await scene.BoardAsync("0 of 3 done");

        (await slack.As(SlackUserOf("po")).ClickAsync(inSlack, "Mark done 1.1.1 Agree")).IsOk.ShouldBeTrue();
        await BothAsync("1 of 3 done", "by @po");
        var run = TeamsDialog.Of((await scene.PressAsync("dba", "Run 1.1.2")).Json, TeamsScene.Channel).ShouldNotBeNull();
        (await scene.As("dba").SubmitAsync(run, run.Card.Button("Run on prod"), new Dictionary<string, string>())).Body.ShouldBeEmpty();
        await BothAsync("2 of 3 done", "by @dba");
        await slack.Workspace.FindAsync(workspace => workspace.Messages.FirstOrDefault(message => message.ThreadTs is not null && message.Says("succeeded in")), "Slack's thread does not say how it ended.");
        await scene.ReplyAsync("succeeded in");

        (await slack.As(SlackUserOf("intern")).ClickAsync(await SlackBoardAsync("2 of 3"), "Mark done 1.1.3 Look at it")).IsOk.ShouldBeTrue();
        await BothAsync("Waiting for sign-off");
        (await scene.AnswerAsync("dba", "Sign off", ("remark", ""), ("choice", "sign"))).Body.ShouldBeEmpty();
        await BothAsync("Completed");
        await scene.NoticeAsync("Completed on prod");
    }

    [Fact]
    public async Task One_human_counts_once_on_whichever_platform_they_click()
    {
        await OpenAsync(TwoOfThem);
        await TypeInSlackAsync("devops", "start");
        await SlackBoardAsync("0 of 1 done");
        await scene.DoAsync("devops", "mirror");
        await scene.BoardAsync("0 of 1 done");

        await TypeInSlackAsync("po", "done 1.1.1");
        await BothAsync("1 of 2 people");
        (await scene.PressAsync("po", "Mark done 1.1.1")).Line.ShouldNotBeNull().ShouldStartWith("Already done: 1.1.1 was marked done by @po");
        await BothAsync("0 of 1 done");
        (await scene.PressAsync("dba", "Mark done 1.1.1")).IsOk.ShouldBeTrue();
        await BothAsync("1 of 1 done");
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.ItemTicked>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Only_operators_mirror_and_what_is_shown_here_is_said_to_be()
    {
        await OpenAsync();
        await TypeInSlackAsync("devops", "start");
        await SlackBoardAsync("0 of 3 done");
        (await scene.TypeAsync("po", "mirror")).ShouldContain("Not shown: only operators of prod can.");
        scene.Tenant.Messages.ShouldNotContain(message => TeamsScene.IsBoard(message));

        await scene.DoAsync("dba", "mirror prod-1");
        (await scene.TypeAsync("dba", "prod-1 mirror")).ShouldContain("Already shown: run 1 is in this channel. Nothing changed.");
        (await scene.TypeAsync("dba", "mirror prod-71")).ShouldContain("there is no run \"prod-71\"");
        await scene.As("dba").WriteAsync("mirror prod-1");
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("dba")).Any(line => line.Says("a mirror is asked for in the channel")), "It was mirrored into a private chat.");
    }

    [Fact]
    public async Task By_configuration_every_run_of_an_environment_is_shown_in_another_channel()
    {
        await OpenAsync(null, ("Environments:prod:Mirrors:0", $"slack:{slack.App.TeamId}/{SlackChannel}"));
        await scene.DoAsync("devops", "start");
        await SlackBoardAsync("0 of 3 done");
        await scene.PressAsync("po", "Mark done 1.1.1");
        await BothAsync("1 of 3 done");
    }

    /// <summary>An item that two people have to tick.</summary>
    private const string TwoOfThem = "# Two\n## Work\n### Items\n- [ ] Look at it <!-- chatops: quorum=2 -->\n";

    private static string SlackUserOf(string name) => "U0" + name.ToUpperInvariant();

    private async Task OpenAsync(string? runbook = null, params (string Key, string Value)[] other)
    {
        scene = await TeamsScene.OpenAsync(server, runbook,
        [
            ("Slack:BotToken", slack.App.BotToken), ("Slack:SigningSecret", slack.App.SigningSecret), ("Slack:ApiUrl", slack.ApiUrl.ToString()),
            .. Team.Names.Select((name, at) => ($"People:{at}:Slack", $"{slack.App.TeamId}/{SlackUserOf(name)}")), .. other,
        ]);
        slack.Bot = scene.Service.Address;
    }

    private async Task TypeInSlackAsync(string who, string text) => (await slack.As(SlackUserOf(who)).CommandAsync(SlackChannel, text)).IsOk.ShouldBeTrue();

    private Task<SlackMessage> SlackBoardAsync(string words) =>
        slack.Workspace.FindAsync(workspace => workspace.Messages.FirstOrDefault(message => message is { Channel: SlackChannel, IsPinned: true } && message.Says(words)), $"No board in Slack says: {words}", Poll.Patience);

    private async Task BothAsync(params string[] words)
    {
        foreach (var line in words)
        {
            await SlackBoardAsync(line);
            await scene.BoardAsync(line);
        }
    }
}
