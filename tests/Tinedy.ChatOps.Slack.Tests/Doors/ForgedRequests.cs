using System.Text;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Doors;

/// <summary>Whoever is not Slack, or sends what Slack never sends, is refused: with a reason in the log, without an effect.</summary>
public sealed class ForgedRequests(SharedSlackScene open) : IClassFixture<SharedSlackScene>
{
    private readonly SlackScene scene = open.SlackScene;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Secret => scene.Slack.App.SigningSecret;

    /// <summary>A command that would be obeyed if it were Slack's.</summary>
    private RawRequest Tick => RawRequest.Form(RawRequest.Commands, new Dictionary<string, string>
    {
        ["team_id"] = scene.Slack.App.TeamId,
        ["user_id"] = SlackScene.UserOf("dba"),
        ["channel_id"] = SlackScene.Channel,
        ["command"] = "/migrate",
        ["text"] = "done 1.1.1",
        ["trigger_id"] = Guid.NewGuid().ToString(),
        ["response_url"] = new Uri(scene.Slack.Origin, "commands/1").ToString(),
    });

    [Fact]
    public Task Without_a_signature() => RefusedAsync(Tick.Unsigned(), 401, "no signature");

    [Fact]
    public Task Signed_with_another_secret() => RefusedAsync(Tick.Signed("0123456789abcdef0123456789abcdef", Now), 401, "does not match");

    [Fact]
    public Task Signed_with_an_empty_secret() => RefusedAsync(Tick.Signed("", Now), 401, "does not match");

    [Fact]
    public Task Signed_for_another_body() => RefusedAsync(Tick.Signed(Secret, Now).WithBody(Tick.Text.Replace("1.1.1", "1.1.3", StringComparison.Ordinal)), 401, "does not match");

    [Fact]
    public Task Signed_for_another_time() => RefusedAsync(Tick.Signed(Secret, Now).WithHeader(RawRequest.TimestampHeader, $"{Now.ToUnixTimeSeconds() - 1}"), 401, "does not match");

    [Fact]
    public Task Signed_in_capital_letters()
    {
        var signed = Tick.Signed(Secret, Now);
        return RefusedAsync(signed.WithHeader(RawRequest.SignatureHeader, signed.Headers[RawRequest.SignatureHeader].ToUpperInvariant()), 401, "does not match");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public Task With_a_timestamp_that_is_none(string timestamp) => RefusedAsync(Tick.Signed(Secret, Now).WithHeader(RawRequest.TimestampHeader, timestamp), 401, "timestamp");

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    [InlineData(-86_400)]
    public Task Older_or_newer_than_five_minutes(int seconds) => RefusedAsync(Tick.Signed(Secret, Now.AddSeconds(seconds)), 401, "5 minutes");

    [Fact]
    public async Task The_very_same_request_a_second_time()
    {
        var request = RawRequest.Form(RawRequest.Commands, Fields("whoami")).Signed(Secret, Now);
        (await scene.Slack.SendAsync(request)).Status.ShouldBe(200);
        await RefusedAsync(request, 401, "came before");
        await RefusedAsync(request.WithHeader("X-Slack-Retry-Num", "1"), 401, "came before");
    }

    [Fact]
    public Task Longer_than_anything_Slack_sends() =>
        RefusedAsync(RawRequest.Form(RawRequest.Commands, Fields(new string('x', 1_100_000))).Signed(Secret, Now), 413, "larger");

    [Theory]
    [InlineData(RawRequest.Commands, "user_id=%ff%fe&team_id=T1", "UTF-8")]
    [InlineData(RawRequest.Commands, "user_id=U0DBA&user_id=U0DEVOPS", "twice")]
    [InlineData(RawRequest.Commands, "user_id=%zz", "percent")]
    [InlineData(RawRequest.Commands, "text=done+1.1.1", "what Slack sends")]
    [InlineData(RawRequest.Interactions, "load=%7B%7D", "no payload")]
    [InlineData(RawRequest.Interactions, "payload=nonsense", "what Slack sends")]
    [InlineData(RawRequest.Interactions, "payload=%7B%22type%22%3A%22block_actions%22%7D", "what Slack sends")]
    [InlineData(RawRequest.Interactions, "payload=%7B%22type%22%3A%22a%22%2C%22type%22%3A%22b%22%7D", "what Slack sends")]
    [InlineData(RawRequest.Interactions, "payload=null", "what Slack sends")]
    [InlineData(RawRequest.Events, "{\"type\":[]}", "what Slack sends")]
    [InlineData(RawRequest.Events, "\uFEFF{}", "what Slack sends")]
    public Task Signed_and_malformed(string door, string body, string why) => RefusedAsync(new RawRequest(door, Encoding.UTF8.GetBytes(body)).Signed(Secret, Now), 400, why);

    [Fact]
    public Task Signed_and_not_text_at_all() => RefusedAsync(new RawRequest(RawRequest.Events, new byte[] { 0xff, 0xfe, 0x00 }).Signed(Secret, Now), 400, "UTF-8");

    [Fact]
    public Task Nested_a_hundred_thousand_levels_deep() =>
        RefusedAsync(RawRequest.Form(RawRequest.Interactions, [new("payload", new string('[', 100_000) + new string(']', 100_000))]).Signed(Secret, Now), 400, "what Slack sends");

    [Fact]
    public async Task No_secret_of_ours_is_in_the_log()
    {
        await RefusedAsync(Tick.Unsigned(), 401, "no signature");
        foreach (var secret in new[] { scene.Slack.App.BotToken, scene.Slack.App.SigningSecret, scene.Slack.App.AppToken }) scene.Service.Everything.ShouldNotContain(secret);
    }

    private Dictionary<string, string> Fields(string text) => new()
    {
        ["team_id"] = scene.Slack.App.TeamId,
        ["user_id"] = SlackScene.UserOf("dba"),
        ["channel_id"] = SlackScene.Channel,
        ["command"] = "/migrate",
        ["text"] = text,
        ["trigger_id"] = Guid.NewGuid().ToString(),
    };

    private async Task RefusedAsync(RawRequest request, int status, string why)
    {
        var before = await scene.Chatops.EventsAsync(1);
        var sent = await scene.Slack.SendAsync(request);
        sent.Status.ShouldBe(status);
        sent.Body.ShouldBeEmpty();
        await Poll.UntilAsync(() => scene.Service.Everything.Contains(why, StringComparison.Ordinal), $"The log does not say: {why}");
        (await scene.Chatops.EventsAsync(1)).ShouldBe(before);
    }
}
