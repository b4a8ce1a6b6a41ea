using Tinedy.ChatOps.SlackDouble;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Scenes;

/// <summary>A workspace with the small team in it, a channel, and the whole service, connected as its operators would.</summary>
internal sealed class SlackScene : IAsyncDisposable
{
    public const string Channel = "C0OPS";

    private readonly Scene scene;
    private readonly Dictionary<string, string> slackSettings;

    private SlackScene(Scene scene, SlackServer slack)
    {
        (this.scene, Slack) = (scene, slack);
        // What is told is what happens, not how soon: a machine that does other things as well may need longer than Slack waits.
        slack.AnswerWithin = Poll.Patience;
        foreach (var name in Team.Names) slack.Workspace.AddUser(new(UserOf(name), name));
        slack.Workspace.AddChannel(new(Channel, "ops"));
        slackSettings = new()
        {
            ["Slack:BotToken"] = slack.App.BotToken,
            ["Slack:SigningSecret"] = slack.App.SigningSecret,
            ["Slack:ApiUrl"] = slack.ApiUrl.ToString(),
        };
        foreach (var (name, at) in Team.Names.Select((name, at) => (name, at))) slackSettings[$"People:{at}:Slack"] = $"{slack.App.TeamId}/{UserOf(name)}";
    }

    public SlackServer Slack { get; }

    public Workspace Workspace => Slack.Workspace;

    public Scene Chatops => scene;

    public RunningService Service { get; private set; } = null!;

    /// <summary>By HTTP, with one service running.</summary>
    public static async Task<SlackScene> OpenAsync(PostgresServer server, string? runbook = null, params (string Key, string Value)[] other)
    {
        var scene = await FurnishAsync(server, runbook);
        await scene.HostAsync(other);
        return scene;
    }

    /// <summary>With nobody at work yet: for a test that has more to prepare.</summary>
    public static async Task<SlackScene> FurnishAsync(PostgresServer server, string? runbook = null) =>
        new(await Scene.CreateAsync(server, runbook), await SlackServer.StartAsync());

    /// <summary>By Socket Mode: nothing can be reached from outside.</summary>
    public static Task<SlackScene> OpenBySocketAsync(PostgresServer server, string? runbook = null, params (string Key, string Value)[] other) =>
        OpenAsync(server, runbook, [("Slack:AppToken", ""), .. other]);

    /// <summary>Starts a service as a process that can die; the newest service is the one that Slack reaches.</summary>
    public async Task<ServiceProcess> ServeAsync(string crashAt)
    {
        var service = await scene.StartAsync(crashAt, [.. slackSettings.Select(pair => (pair.Key, pair.Value))]);
        Service = service;
        Slack.Bot = service.Address;
        return service;
    }

    /// <summary>Starts a service inside this process.</summary>
    public async Task<RunningService> HostAsync(params (string Key, string Value)[] other)
    {
        var settings = new Dictionary<string, string>(slackSettings);
        foreach (var (key, value) in other) settings[key] = value;
        var isSocket = settings.ContainsKey("Slack:AppToken");
        if (isSocket)
        {
            settings["Slack:AppToken"] = Slack.App.AppToken;
            settings.Remove("Slack:SigningSecret");
        }
        Service = await scene.HostAsync([.. settings.Select(pair => (pair.Key, pair.Value))]);
        if (isSocket) await UntilConnectedAsync(settings.GetValueOrDefault("Slack:Sockets"));
        else Slack.Bot = Service.Address;
        return Service;
    }

    /// <param name="sockets">As in the setting; null: its default.</param>
    public Task UntilConnectedAsync(string? sockets = null) =>
        Slack.Sockets.UntilConnectedAsync(int.Parse(sockets ?? "2", System.Globalization.CultureInfo.InvariantCulture), Poll.Patience);

    public SlackPerson As(string name) => Slack.As(UserOf(name));

    public static string UserOf(string name) => "U0" + name.ToUpperInvariant();

    /// <summary>Types <c>/migrate …</c> in the channel; answers what only that person reads.</summary>
    public async Task<string> TypeAsync(string who, string text)
    {
        var typed = await As(who).CommandAsync(Channel, text);
        typed.IsOk.ShouldBeTrue($"{text}: {typed.Status} {typed.Trouble}");
        return (await AnswerAsync(typed)).Words;
    }

    /// <summary>What the person alone is told for an act. On a busy machine the answer comes after the three seconds; then a line that says so is first.</summary>
    public Task<SlackEphemeral> AnswerAsync(Delivery act) =>
        Workspace.FindAsync(_ => act.Ephemerals.FirstOrDefault(line => !line.Says("Not known yet")), $"Nobody answered: {act.Request.Text}", Poll.Patience);

    /// <summary>The one board.</summary>
    public Task<SlackMessage> BoardAsync(string words = "") =>
        Workspace.FindAsync(w => w.Messages.FirstOrDefault(message => message is { Channel: Channel, ThreadTs: null, IsPinned: true } && message.Says(words)), $"No board says: {words}", Poll.Patience);

    public Task<SlackMessage> ReplyAsync(string words) =>
        Workspace.FindAsync(w => w.Messages.FirstOrDefault(message => message is { Channel: Channel, ThreadTs: not null } && message.Says(words)), $"No reply says: {words}", Poll.Patience);

    public Task<SlackMessage> NoticeAsync(string words) =>
        Workspace.FindAsync(w => w.Messages.FirstOrDefault(message => message is { Channel: Channel, ThreadTs: null, IsPinned: false } && message.Says(words)), $"No notice says: {words}", Poll.Patience);

    /// <summary>Presses a button on the board as it is now.</summary>
    public async Task<Delivery> PressAsync(string who, string button)
    {
        var board = await Workspace.FindAsync(w => w.Messages.FirstOrDefault(message => message is { Channel: Channel, IsPinned: true } && message.FindButtons(button).Any()), $"No board has the button: {button}", Poll.Patience);
        var pressed = await As(who).ClickAsync(board, button);
        pressed.IsOk.ShouldBeTrue($"{button}: {pressed.Status} {pressed.Trouble}");
        return pressed;
    }

    /// <summary>Presses a button, fills in the dialog that comes, and sends it.</summary>
    public async Task<Delivery> AnswerAsync(string who, string button, params (string Field, string Value)[] values)
    {
        var view = await (await PressAsync(who, button)).ViewAsync(view => view.Submit is not null);
        return await As(who).SubmitAsync(view, values);
    }

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        await Slack.DisposeAsync();
    }
}
