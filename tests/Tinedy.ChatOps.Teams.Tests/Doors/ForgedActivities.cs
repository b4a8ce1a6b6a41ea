using System.Text.Json.Nodes;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Doors;

/// <summary>Whoever is not Teams, or sends what Teams never sends, is refused: with a reason in the log, without an effect.</summary>
public sealed class ForgedActivities(SharedTeamsScene open) : IClassFixture<SharedTeamsScene>
{
    private readonly TeamsScene scene = open.TeamsScene;

    private TokenIssuer Tokens => scene.Teams.Tokens;

    private string Service => scene.Teams.ServiceUrl;

    /// <summary>A command that would be obeyed if it came from Teams.</summary>
    private JsonObject Tick => scene.As("dba").Said(TeamsScene.Channel, "done 1.1.1");

    [Fact]
    public Task Without_a_token() => RefusedAsync(Tick, null, 401, "no token");

    [Fact]
    public Task With_another_kind_of_authorization() => RefusedAsync(Tick, "Basic ZGJhOmRiYQ==", 401, "no token");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    public Task With_a_token_that_is_none(string token) => RefusedAsync(Tick, "Bearer " + token, 401, "the token is no token");

    [Fact]
    public Task With_a_token_of_17_kilobytes() => RefusedAsync(Tick, "Bearer " + new string('a', 17_000) + ".b.c", 401, "the token is no token");

    [Fact]
    public Task With_a_token_that_has_expired() => RefusedAsync(Tick, Bearer(Tokens.Token(Service, age: TimeSpan.FromHours(2))), 401, "the token has expired");

    [Fact]
    public Task With_a_token_that_is_not_valid_yet() => RefusedAsync(Tick, Bearer(Tokens.Token(Service, age: TimeSpan.FromMinutes(-10))), 401, "the token is not valid yet");

    [Fact]
    public Task With_a_token_for_another_bot() => RefusedAsync(Tick, Bearer(Tokens.Token(Service, audience: "11111111-2222-3333-4444-555555555555")), 401, "the token is for somebody else");

    [Fact]
    public Task With_a_token_of_another_issuer() => RefusedAsync(Tick, Bearer(Tokens.Token(Service, issuer: "https://api.evil.example")), 401, "the token is of another issuer");

    [Fact]
    public Task With_a_token_that_a_stranger_signed() => RefusedAsync(Tick, Bearer(Tokens.SignedByAStranger(Service)), 401, "the token's signature does not match");

    [Fact]
    public Task With_a_token_of_a_key_that_nobody_has_named() => RefusedAsync(Tick, Bearer(Tokens.SignedWithAnUnknownKey(Service)), 401, "the token's key is not known");

    [Fact]
    public Task With_a_token_of_a_key_for_another_channel() => RefusedAsync(Tick, Bearer(Tokens.SignedForAnotherChannel(Service)), 401, "the token's key is not endorsed for Teams");

    [Fact]
    public Task With_a_token_that_nobody_signed() => RefusedAsync(Tick, Bearer(Tokens.Unsigned(Service)), 401, "the token is not signed with RS256");

    [Fact]
    public Task With_a_token_signed_with_the_public_key_as_its_secret() => RefusedAsync(Tick, Bearer(Tokens.SignedWithThePublicKey(Service)), 401, "the token is not signed with RS256");

    [Fact]
    public Task With_a_token_signed_in_another_way() => RefusedAsync(Tick, Bearer(Tokens.SignedWithPss(Service)), 401, "the token is not signed with RS256");

    [Fact]
    public Task With_our_own_token() => RefusedAsync(Tick, Bearer(Tokens.ForTheBot()), 401, "the token is for somebody else");

    [Fact]
    public Task With_a_token_that_names_no_service_address() => RefusedAsync(Tick, Bearer(Tokens.Token(null)), 401, "the token names no service address");

    [Fact]
    public Task With_a_token_for_another_service_address() => RefusedAsync(Tick, Bearer(Tokens.Good(Service + "apac/")), 403, "the token is for another service address");

    [Fact]
    public Task For_a_service_address_that_is_not_on_the_list() =>
        RefusedAsync(With("serviceUrl", "https://smba.evil.example/emea/"), Bearer(Tokens.Good("https://smba.evil.example/emea/")), 403, "the service address is not on the list");

    [Fact]
    public Task For_a_service_address_that_only_begins_as_one_on_the_list()
    {
        var strange = scene.Teams.Origin.AbsoluteUri.TrimEnd('/').Replace("127.0.0.1", "127.0.0.1@evil.example", StringComparison.Ordinal) + "/emea/";
        return RefusedAsync(With("serviceUrl", strange), Bearer(Tokens.Good(strange)), 403, "the service address is not on the list");
    }

    [Fact]
    public Task Of_another_channel() => RefusedAsync(With("channelId", "webchat"), null!, 403, "the channel is not Teams", isGood: true);

    [Theory]
    [InlineData("conversation")]
    [InlineData("channelData")]
    public Task Of_another_tenant(string where)
    {
        var tick = Tick;
        if (where == "conversation") tick["conversation"]!["tenantId"] = "22222222-2222-3333-4444-555555555555";
        else tick["channelData"]!["tenant"]!["id"] = "22222222-2222-3333-4444-555555555555";
        return RefusedAsync(tick, null, 403, "the activity is of another tenant", isGood: true);
    }

    [Fact]
    public Task Of_no_tenant()
    {
        var tick = Tick;
        tick["conversation"]!.AsObject().Remove("tenantId");
        tick.Remove("channelData");
        return RefusedAsync(tick, null, 403, "the activity is of another tenant", isGood: true);
    }

    [Theory]
    [InlineData("recipient", "the activity has no recipient")]
    [InlineData("from", "the activity has no sender")]
    [InlineData("conversation", "the activity has no conversation")]
    [InlineData("serviceUrl", "the activity has no service address")]
    [InlineData("type", "the activity has no type")]
    [InlineData("id", "the message has no id")]
    public Task Without_a_part_that_every_message_has(string part, string why)
    {
        var tick = Tick;
        tick.Remove(part);
        return RefusedAsync(tick, null, 400, why, isGood: true);
    }

    [Fact]
    public Task Of_a_sender_without_an_object_id()
    {
        var tick = Tick;
        tick["from"]!.AsObject().Remove("aadObjectId");
        return RefusedAsync(tick, null, 400, "the sender has no object id", isGood: true);
    }

    [Fact]
    public Task For_another_bot()
    {
        var tick = Tick;
        tick["recipient"]!["id"] = "28:11111111-2222-3333-4444-555555555555";
        return RefusedAsync(tick, null, 403, "the activity is for another bot", isGood: true);
    }

    [Theory]
    [InlineData("""{"action":[]}""")]
    [InlineData("""{"action":{"verb":7,"data":{}}}""")]
    [InlineData("\"press\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public Task With_a_value_of_the_wrong_shape(string value)
    {
        var act = scene.As("dba").Activity("invoke", TeamsScene.Channel, "f:1");
        act["name"] = "adaptiveCard/action";
        act["value"] = JsonNode.Parse(value);
        return RefusedAsync(act, null, 400, "the activity is not what Teams sends", isGood: true);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"message\",\"type\":\"invoke\"}")]
    [InlineData("{\"type\":[]}")]
    [InlineData("")]
    public async Task That_is_no_activity(string body) => await RefusedAsync(body, Bearer(Tokens.Good(Service)), 400, "the activity is not what Teams sends");

    [Fact]
    public Task Nested_a_hundred_thousand_levels_deep() =>
        RefusedAsync(string.Concat(Enumerable.Repeat("{\"value\":", 20_000)), Bearer(Tokens.Good(Service)), 400, "the activity is not what Teams sends");

    [Fact]
    public Task Of_five_megabytes() => RefusedAsync(With("text", new string('x', 5_000_000)), null, 413, "the body is larger", isGood: true);

    [Fact]
    public async Task Of_five_megabytes_that_do_not_say_so()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(scene.Service.Address, "api/messages")) { Content = new StreamContent(new MemoryStream(new byte[5_000_000])) };
        request.Headers.TryAddWithoutValidation("Authorization", Bearer(Tokens.Good(Service)));
        request.Headers.TransferEncodingChunked = true;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(413);
    }

    [Fact]
    public async Task No_secret_of_ours_is_in_the_log()
    {
        await RefusedAsync(Tick, null, 401, "no token");
        scene.Service.Everything.ShouldNotContain(scene.Teams.App.ClientSecret);
        scene.Service.Everything.ShouldNotContain("eyJ");
    }

    private static string Bearer(string token) => "Bearer " + token;

    private JsonObject With(string part, string value)
    {
        var tick = Tick;
        tick[part] = value;
        return tick;
    }

    /// <param name="isGood">With the token that the connector would give it.</param>
    private Task RefusedAsync(JsonObject activity, string? authorization, int status, string why, bool isGood = false) =>
        RefusedAsync(activity.ToJsonString(), isGood ? Bearer(Tokens.Good(Service)) : authorization, status, why);

    private async Task RefusedAsync(string body, string? authorization, int status, string why)
    {
        var before = await scene.Chatops.EventsAsync(1);
        var calls = scene.Teams.Calls.Count;
        var sent = await scene.Teams.ActivitySender.SendAsync(body, authorization);
        sent.Status.ShouldBe(status, sent.Body);
        sent.Body.ShouldNotContain(why, customMessage: "Whoever forges is not told what was wrong.");
        await Poll.UntilAsync(() => scene.Service.Everything.Contains($"with {status}: {why}", StringComparison.Ordinal), $"The log does not say: {why}");
        (await scene.Chatops.EventsAsync(1)).ShouldBe(before);
        scene.Teams.Calls.Count.ShouldBe(calls);
    }
}
