using System.Text.RegularExpressions;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Manifests;

/// <summary>The rights that the manifests ask for are enough, and none of them is too many.</summary>
public sealed partial class Rights(PostgresServer server)
{
    public static TheoryData<string> Scopes => [.. Manifest.Read(Manifest.ByHttp).Scopes];

    [Fact]
    public async Task With_them_every_call_of_the_client_works()
    {
        await using var slack = await SlackServer.StartAsync();
        slack.App.Scopes = Manifest.Read(Manifest.ByHttp).Scopes;

        await EveryCall.MakeAsync(slack);

        var source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sources", "SlackApi.cs"), TestContext.Current.CancellationToken);
        var named = Method().Matches(source).Select(method => method.Groups["name"].Value).Distinct();
        slack.Calls.Select(call => call.Method).Where(method => method.Contains('.', StringComparison.Ordinal)).Distinct().ShouldBe(named, ignoreOrder: true);
        slack.Calls.ShouldAllBe(call => call.IsOk);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Without_one_of_them_Slack_refuses_something(string scope)
    {
        await using var slack = await SlackServer.StartAsync();
        slack.App.Scopes = [.. Manifest.Read(Manifest.ByHttp).Scopes.Where(other => other != scope)];

        var refused = await Should.ThrowAsync<Exception>(() => EveryCall.MakeAsync(slack));

        refused.Message.ShouldContain(scope);
    }

    [Fact]
    public async Task With_them_a_whole_run_goes_through()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Slack.App.Scopes = Manifest.Read(Manifest.ByHttp).Scopes;
        // So that the board has to be found again.
        scene.Slack.Faults.Next("chat.postMessage", new Fault.AcceptThenDrop());

        await scene.TypeAsync("devops", "start");
        var board = await scene.BoardAsync("0 of 3 done");
        await scene.PressAsync("dba", "Mark done 1.1.1 Agree");
        (await scene.AnswerAsync("dba", "Run 1.1.2 Change the data")).IsOk.ShouldBeTrue();
        await scene.ReplyAsync("succeeded in");
        (await scene.As("intern").MentionAsync(SlackScene.Channel, "done 1.1.3", board.Ts)).IsOk.ShouldBeTrue();
        await scene.BoardAsync("Waiting for sign-off");
        (await scene.As("dba").OpenHomeAsync()).IsOk.ShouldBeTrue();
        await scene.Slack.UntilAsync(workspace => workspace.HomeOf(SlackScene.UserOf("dba")) is not null, "There is no home.");
        (await scene.AnswerAsync("dba", "Sign off", ("Remark", "Looked at it twice."))).Errors.ShouldBeEmpty();
        await scene.BoardAsync("Completed");
        (await scene.As("po").CommandAsync(SlackScene.Channel, "report")).IsOk.ShouldBeTrue();
        await scene.Slack.UntilAsync(workspace => workspace.DirectMessagesWith(SlackScene.UserOf("po")).Count > 0, "There is no report.");

        scene.Slack.Calls.Where(call => call.Error == "missing_scope").ShouldBeEmpty();
        scene.Workspace.Warnings.ShouldBeEmpty();
    }

    [GeneratedRegex("\"(?<name>[a-z]+\\.[a-zA-Z.]+)\"")]
    private static partial Regex Method();
}
