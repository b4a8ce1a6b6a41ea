using Dapper;
using Npgsql;
using Tinedy.ChatOps.TeamsDouble;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Scenes;

/// <summary>A tenant with the small team in it, a channel, and the whole service, connected as its operators would.</summary>
internal sealed class TeamsScene : IAsyncDisposable
{
    public const string Channel = "19:ops@thread.tacv2";

    private readonly Dictionary<string, string> teamsSettings;

    private TeamsScene(Scene scene, TeamsServer teams)
    {
        (Chatops, Teams) = (scene, teams);
        foreach (var name in Team.Names) teams.Tenant.AddMember(new(ObjectOf(name), name) { Email = name + "@tinedy.example" });
        teams.Tenant.AddRoom(Channel);
        teamsSettings = new(teams.Settings);
        // In capital letters, as a portal may show them.
        foreach (var (name, at) in Team.Names.Select((name, at) => (name, at))) teamsSettings[$"People:{at}:Teams"] = $"{teams.App.TenantId}/{ObjectOf(name)}".ToUpperInvariant();
    }

    public TeamsServer Teams { get; }

    public Tenant Tenant => Teams.Tenant;

    public Scene Chatops { get; }

    public RunningService Service { get; private set; } = null!;

    public static async Task<TeamsScene> OpenAsync(PostgresServer server, string? runbook = null, params (string Key, string Value)[] other)
    {
        var scene = await FurnishAsync(server, runbook);
        await scene.HostAsync(other);
        return scene;
    }

    /// <summary>With nobody at work yet: for a test that has more to prepare.</summary>
    public static async Task<TeamsScene> FurnishAsync(PostgresServer server, string? runbook = null) => new(await Scene.CreateAsync(server, runbook), await TeamsServer.StartAsync());

    /// <summary>Starts a service inside this process; the newest service is the one that Teams reaches.</summary>
    public async Task HostAsync(params (string Key, string Value)[] other)
    {
        var settings = new Dictionary<string, string>(teamsSettings);
        foreach (var (key, value) in other) settings[key] = value;
        Service = await Chatops.HostAsync([.. settings.Select(pair => (pair.Key, pair.Value))]);
        Teams.Bot = Service.Address;
    }

    public TeamsPerson As(string name) => Teams.As(ObjectOf(name));

    public static string ObjectOf(string name) => "0b1ec700-0000-4000-8000-" + name;

    /// <summary>Mentions the bot in the channel; answers what only that person reads in their chat with it.</summary>
    public async Task<string> TypeAsync(string who, string text)
    {
        var before = Tenant.ChatWith(ObjectOf(who)).Count;
        var typed = await As(who).SayAsync(Channel, text);
        typed.IsOk.ShouldBeTrue($"{text}: {typed.Status} {typed.Body}");
        return (await Tenant.FindAsync(tenant => tenant.ChatWith(ObjectOf(who)).Skip(before).FirstOrDefault(line => !line.Says("Not known yet")), $"Nobody answered: {text}")).Words;
    }

    /// <summary>Mentions the bot in the channel and has it done. The board shows it, and nobody is told so in private.</summary>
    public async Task DoAsync(string who, string text)
    {
        var (before, done) = (Tenant.ChatWith(ObjectOf(who)).Count, await DoneAsync());
        var typed = await As(who).SayAsync(Channel, text);
        typed.IsOk.ShouldBeTrue($"{text}: {typed.Status} {typed.Body}");
        // On a busy machine it may follow, and that is said.
        await Poll.UntilAsync(async () => await DoneAsync() > done || Lines().Any(), () => $"Nothing came of: {text}");
        Lines().ShouldBeEmpty();

        IEnumerable<string> Lines() => Tenant.ChatWith(ObjectOf(who)).Skip(before).Where(line => !line.Says("Not known yet") && line.Card is null or { Buttons.Count: 0 }).Select(line => line.Words);
    }

    /// <summary>Requests out of Teams that were accepted.</summary>
    private async Task<long> DoneAsync()
    {
        await using var connection = new NpgsqlConnection(Chatops.ConnectionString + ";Pooling=false");
        return await connection.ExecuteScalarAsync<long>("select count(*) from chatops.request where key like 'teams/%'");
    }

    /// <summary>The one board: while one that was followed is still there, it is waited for.</summary>
    public Task<TeamsMessage> BoardAsync(string words = "") =>
        Tenant.FindAsync(tenant => tenant.Messages.Where(IsBoard).ToList() is [var board] && board.Says(words) ? board : null, $"No single board says: {words}");

    public Task<TeamsMessage> ReplyAsync(string words) =>
        Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => message is { Conversation: Channel, Root: not null } && message.Says(words)), $"No reply says: {words}");

    /// <summary>Anything that the bot said in a thread of the channel that is not the board's.</summary>
    public Task<TeamsMessage> ReplyToAsync(string words) =>
        Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => message.Conversation == Channel && !IsBoard(message) && message.Says(words)), $"Nobody says in the channel: {words}");

    public Task<TeamsMessage> NoticeAsync(string words) =>
        Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => message is { Conversation: Channel, Root: null } && !IsBoard(message) && message.Says(words)), $"No notice says: {words}");

    public Task UntilAllToldAsync() => ChatOps.Tests.Scenes.Rooms.UntilAllToldAsync(Chatops);

    public static bool IsBoard(TeamsMessage message) => message is { Conversation: Channel, Card.Refresh: not null };

    /// <summary>Presses a button on the board as it is now, and answers what came back.</summary>
    public async Task<Delivery> PressAsync(string who, string name)
    {
        var board = await Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => IsBoard(message) && message.Card!.Buttons.Any(one => one.IsCalled(name))), $"No board has the button: {name}");
        var button = board.Card!.Button(name);
        var pressed = button.OpensDialog ? await As(who).FetchAsync(board, button) : await As(who).ExecuteAsync(board, button);
        pressed.IsOk.ShouldBeTrue($"{name}: {pressed.Status} {pressed.Body}");
        return pressed;
    }

    /// <summary>Presses a button, fills in the dialog that comes, and sends it.</summary>
    public async Task<Delivery> AnswerAsync(string who, string button, params (string Field, string Value)[] values)
    {
        var dialog = TeamsDialog.Of((await PressAsync(who, button)).Json, Channel).ShouldNotBeNull();
        return await As(who).SubmitAsync(dialog, dialog.Card.Buttons[^1], values.ToDictionary(pair => pair.Field, pair => pair.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await Chatops.DisposeAsync();
        await Teams.DisposeAsync();
    }
}
