using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.SlackDouble.Api;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Sockets;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble;

/// <summary>
/// A double of Slack over loopback: a workspace that remembers, a Web API that refuses what Slack refuses, people who type and click,
/// and every way to fail. Point the bot's <c>Slack:ApiUrl</c>, tokens and signing secret here, and set <see cref="Bot"/> to where it
/// serves, or leave that null and let it come through Socket Mode.
/// </summary>
public sealed class SlackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TimeProvider _time;
    private readonly WebApplication _web;
    private readonly CallLog _calls;
    private readonly EventSender _sender;
    private readonly Payloads _payloads;
    private readonly EventMail _events;
    private readonly Answers _answers;

    private SlackServer(TimeProvider time)
    {
        _time = time;
        Workspace = new(App, time);
        Sockets = new(Workspace, time, () => Origin, _closing.Token);
        _calls = new(time, Workspace.Changes);
        _sender = new(Workspace, Sockets, time, _closing.Token);
        _payloads = new(Workspace, () => Origin);
        _events = new(Workspace, _payloads, _sender, time, _closing.Token);
        var door = new FailingDoor(Faults, _calls, Workspace, time, _closing.Token);
        var responses = new ResponseUrlDoor(Workspace, door);
        _answers = new(Workspace, responses);
        _web = Build(door, responses);
    }

    public SlackApp App { get; } = new();

    public Workspace Workspace { get; }

    public Faults Faults { get; } = new();

    /// <summary>The bot's connections in Socket Mode.</summary>
    public SocketHub Sockets { get; }

    /// <summary>Where the double itself serves: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Origin => new(_web.Urls.First() + "/");

    /// <summary>The bot's <c>Slack:ApiUrl</c>.</summary>
    public Uri ApiUrl => new(Origin, "api/");

    /// <summary>Where the bot serves its doors; null: it comes through Socket Mode.</summary>
    public Uri? Bot
    {
        get => _sender.Bot;
        set => _sender.Bot = value;
    }

    /// <summary>
    /// How long Slack waits for the bot, in Slack's time (on a clock that stands still, for ever): for the answer to an act, for the receipt of
    /// an envelope, for a view to be opened by a trigger. Three seconds; longer where a test is about what happens and not about how soon.
    /// </summary>
    public TimeSpan AnswerWithin
    {
        get => _sender.Patience;
        set => (_sender.Patience, Sockets.AckWithin, Workspace.TriggerLife) = (value, value, value);
    }

    /// <summary>Whether an event that the bot did not take comes again, as Slack does it.</summary>
    public bool RepeatsEvents
    {
        get => _events.Repeats;
        set => _events.Repeats = value;
    }

    /// <summary>Everything the bot asked for, in the order of arrival.</summary>
    public IReadOnlyList<ApiCall> Calls => _calls.All;

    /// <summary>Everything that was brought to the bot, in the order of the answers.</summary>
    public IReadOnlyList<Delivery> Deliveries => _sender.Deliveries;

    public static async Task<SlackServer> StartAsync(TimeProvider? time = null)
    {
        var server = new SlackServer(time ?? TimeProvider.System);
        await server._web.StartAsync();
        return server;
    }

    /// <summary>What this person does.</summary>
    public SlackPerson As(string userId) => new(Workspace.User(userId).Id, Workspace, _payloads, _sender, _events, _answers);

    public IReadOnlyList<ApiCall> CallsOf(string method) => [.. Calls.Where(call => call.Method == method)];

    /// <summary>Waits until something is so, in the workspace or anywhere else in the double.</summary>
    public Task UntilAsync(Func<Workspace, bool> isSo, string otherwise, TimeSpan? patience = null) =>
        Workspace.UntilAsync(isSo, otherwise, patience);

    /// <summary>Sends exactly this to the bot: a request of an earlier delivery, or one that Slack would never send.</summary>
    public Task<Delivery> SendAsync(RawRequest request) => _sender.SendAsync(request);

    /// <summary>Brings the same thing a second time, to the byte: over HTTP the request, over a socket the envelope.</summary>
    public Task<Delivery> AgainAsync(Delivery earlier) => _sender.AgainAsync(earlier);

    /// <summary>Signs it as Slack would now.</summary>
    public RawRequest Sign(RawRequest request) => request.Signed(App.SigningSecret, _time.GetUtcNow());

    /// <summary>Brings an event of any kind.</summary>
    public Task<Delivery> SendEventAsync(JsonObject what) => _events.SendAsync(what);

    /// <summary>What Slack does when somebody enters the events address in the app's settings: the answer must be the challenge.</summary>
    public Task<Delivery> VerifyUrlAsync(string challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd") => _events.VerifyUrlAsync(challenge);

    /// <summary>Somebody removes the app: from now on its tokens are revoked, and two events say so. Answers the second.</summary>
    public async Task<Delivery> UninstallAsync()
    {
        App.IsInstalled = false;
        await _events.SendAsync(new() { ["type"] = "app_uninstalled" });
        return await _events.SendAsync(new()
        {
            ["type"] = "tokens_revoked",
            ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(App.BotUserId) },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return;
        await _closing.CancelAsync();
        await _web.StopAsync();
        await _web.DisposeAsync();
        _sender.Dispose();
        _closing.Dispose();
    }

    private WebApplication Build(FailingDoor door, ResponseUrlDoor responses)
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var web = builder.Build();
        var api = new ApiRoutes(Workspace, Faults, Sockets, _time, () => Origin);
        api.Map(web, door, responses);
        return web;
    }
}
