using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Endpoints;
using Tinedy.ChatOps.Slack.Interactions;
using YamlDotNet.Serialization;

namespace Tinedy.ChatOps.Slack.Tests.Manifests;

/// <summary>What the manifests say, held against the code and against what Slack takes.</summary>
public sealed partial class ManifestFacts
{
    private const string Address = "https://chatops.example.org";

    private static readonly SlackSettings Usual = Settings([]);

    [Fact]
    public void The_addresses_are_the_doors_of_the_service()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        new SlackEndpoints(new(Usual, TimeProvider.System), new(TimeProvider.System), null!, new(TimeProvider.System, NullLogger<SlackEndpoints>.Instance)).Map(app);
        var doors = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(door => Address + door.RoutePattern.RawText);

        Manifest.Read(Manifest.ByHttp).Addresses.ShouldBe(doors, ignoreOrder: true);
    }

    [Fact]
    public void Socket_Mode_has_no_addresses_and_differs_in_nothing_else()
    {
        var socket = Manifest.Read(Manifest.BySocket);
        socket.Addresses.ShouldAllBe(address => address == null);
        socket.Settings.SocketModeEnabled.ShouldBeTrue();

        var http = Manifest.Read(Manifest.ByHttp);
        http.Settings.SocketModeEnabled.ShouldBeFalse();
        (http.Command.Url, http.Settings.Interactivity.RequestUrl, http.Settings.EventSubscriptions.RequestUrl) = (null, null, null);
        http.Settings.SocketModeEnabled = true;
        Written(http).ShouldBe(Written(socket));
    }

    [Fact]
    public void The_command_is_the_one_that_the_service_answers_to_unless_told_otherwise()
    {
        Manifest.Read(Manifest.ByHttp).Command.Command.ShouldBe(Usual.Command);
        Manifest.Read(Manifest.ByHttp).Command.ShouldEscape.ShouldBeFalse();
        Settings([new("Slack:Command", "/tinedy-migrate")]).Command.ShouldBe("/tinedy-migrate");
    }

    [Fact]
    public void The_events_are_those_that_are_understood()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sources", "PayloadParser.cs"));
        var named = EventsOfASwitch().Matches(source).SelectMany(arm => arm.Groups["event"].Captures).Select(capture => capture.Value);

        Manifest.Read(Manifest.ByHttp).Events.ShouldBe(named, ignoreOrder: true);
    }

    [Fact]
    public void Each_event_leads_to_something()
    {
        foreach (var type in Manifest.Read(Manifest.ByHttp).Events)
        {
            var inner = new InnerEvent(type, "U0MIA", null, null, "C0OPS", "<@U0TINEDYBT> status", "1.000001", null, null, null);
            PayloadParser.Event(new("event_callback", null, "T0TINEDY01", "Ev1", inner)).ShouldNotBeOfType<IncomingAction.Other>(type);
        }
    }

    [Theory]
    [InlineData(Manifest.ByHttp)]
    [InlineData(Manifest.BySocket)]
    public void Every_text_fits_where_Slack_puts_it(string name)
    {
        var manifest = Manifest.Read(name);

        manifest.DisplayInformation.Name.Length.ShouldBeInRange(1, 35);
        manifest.DisplayInformation.Description.Length.ShouldBeInRange(1, 140);
        manifest.DisplayInformation.BackgroundColor.ShouldMatch("^#[0-9a-f]{6}$");
        manifest.Features.BotUser.DisplayName.Length.ShouldBeInRange(1, 80);
        manifest.Command.Command.ShouldMatch(@"^/\S{1,31}$");
        manifest.Command.Description.Length.ShouldBeInRange(1, 2000);
        manifest.Command.UsageHint.Length.ShouldBeInRange(1, 1000);
        manifest.Events.Count.ShouldBeInRange(1, 100);
    }

    [Theory]
    [InlineData(Manifest.ByHttp)]
    [InlineData(Manifest.BySocket)]
    public void People_can_press_type_and_be_written_to(string name)
    {
        var manifest = Manifest.Read(name);

        manifest.Settings.Interactivity.IsEnabled.ShouldBeTrue();
        manifest.Features.AppHome.ShouldBe(new() { HomeTabEnabled = true, MessagesTabEnabled = true, MessagesTabReadOnlyEnabled = false });
    }

    [Theory]
    [InlineData(Manifest.ByHttp)]
    [InlineData(Manifest.BySocket)]
    public void There_is_no_secret_in_it(string name) => Secret().Matches(Manifest.TextOf(name)).ShouldBeEmpty();

    private static string Written(Manifest manifest) => new SerializerBuilder().Build().Serialize(
        new { manifest.Metadata, manifest.DisplayInformation, manifest.Features, manifest.OauthConfig, manifest.Settings });

    private static SlackSettings Settings(IEnumerable<KeyValuePair<string, string?>> more)
    {
        var problems = new List<string>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Slack:BotToken", "xoxb-not-a-token"), new("Slack:SigningSecret", "not a secret"), .. more]).Build();
        return SlackSettings.Read(configuration, problems) is { } settings && problems.Count == 0 ? settings : throw new InvalidOperationException(string.Join('\n', problems));
    }

    [GeneratedRegex("""\bType: "(?<event>\w+)"( or "(?<event>\w+)")*""")]
    private static partial Regex EventsOfASwitch();

    /// <summary>Slack's tokens, and anything as long and as random as a signing secret.</summary>
    [GeneratedRegex("xox[a-z]-|xapp-|[0-9a-fA-F]{24,}")]
    private static partial Regex Secret();
}
