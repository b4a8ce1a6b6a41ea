using Tinedy.ChatOps.SlackDouble;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble;
using Tinedy.ChatOps.TeamsDouble.Failing;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;
using SlackFault = Tinedy.ChatOps.SlackDouble.Failing.Fault;
using TeamsFault = Tinedy.ChatOps.TeamsDouble.Failing.Fault;

namespace Tinedy.ChatOps.Teams.Tests.Mirrors;

/// <summary>One run that is shown in a channel of each platform, and everybody who hears of it; each can be made to fail alone.</summary>
public sealed class BothChats(PostgresServer server) : IAsyncLifetime
{
    public const string SlackChannel = "slack channel";
    public const string TeamsChannel = "teams channel";

    private const string Slack = "C0OPS";
    private const int Items = 60;

    private static readonly string[] People = ["dba", "po", "dev"];

    private static readonly string Runbook =
        "# Many\n## First\n### Gate\n- [ ] Never done\n## Work\n### Items\n" + string.Concat(Enumerable.Range(1, Items).Select(item => $"- [ ] Item {item}\n"))
        + "## Sign-off\n" + string.Concat(new[] { "Product Owner", "Lead Developer" }.Select(role => $"- [ ] **{role}** - _________________ Date: _______\n"));

    private SlackServer slack = null!;
    private TeamsScene scene = null!;
    private int broken;

    /// <summary>The two channels, and each person on each platform.</summary>
    public static IReadOnlyList<string> Destinations { get; } = [SlackChannel, TeamsChannel, .. People.Select(name => "slack " + name), .. People.Select(name => "teams " + name)];

    public async ValueTask InitializeAsync()
    {
        slack = await SlackServer.StartAsync();
        slack.AnswerWithin = Poll.Patience;
        foreach (var name in Team.Names) slack.Workspace.AddUser(new(UserOf(name), name));
        slack.Workspace.AddChannel(new(Slack, "ops"));
        scene = await TeamsScene.OpenAsync(server, Runbook,
        [
            ("Slack:BotToken", slack.App.BotToken), ("Slack:SigningSecret", slack.App.SigningSecret), ("Slack:ApiUrl", slack.ApiUrl.ToString()), ("Local:Chat", "true"),
            ("Environments:prod:Mirrors:0", $"slack:{slack.App.TeamId}/{Slack}"), ("Environments:prod:Mirrors:1", $"teams:{new TeamsApp().TenantId}/{TeamsScene.Channel}"),
            .. Team.Names.Select((name, at) => ($"People:{at}:Slack", $"{slack.App.TeamId}/{UserOf(name)}")),
        ]);
        slack.Bot = scene.Service.Address;
        (await scene.Service.SayAsync("devops", "/migrate start")).Kind.ShouldBe("Done");
        await scene.BoardAsync();
        await UntilBoardAsync(SlackChannel, "0 of");
    }

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        await slack.DisposeAsync();
    }

    internal string NextReason() => FormattableString.Invariant($"reason number {++broken}.");

    /// <summary>From the local chat, which nothing here breaks.</summary>
    internal async Task BreakGlassAsync(string reason)
    {
        var answer = await scene.Service.SayAsync("devops", FormattableString.Invariant($"/migrate prod-1 break-glass 2.1.{broken} {reason}"));
        answer.Kind.ShouldBe("Done", answer.Text);
    }

    internal void Break(string destination, string way)
    {
        if (IsSlack(destination)) slack.Faults.Always("* " + IdOf(destination), SlackFaultOf(destination, way));
        else scene.Teams.Faults.Always("* " + IdOf(destination), TeamsFaultOf(way));
    }

    internal void Mend(string destination)
    {
        slack.Faults.Lift("* " + IdOf(destination));
        scene.Teams.Faults.Lift("* " + IdOf(destination));
    }

    /// <summary>A channel that is gone is so for the next hour, or until somebody acts there: what is to happen then begins with that.</summary>
    internal async Task UntilRefusalIsKnownAsync(string destination, string way)
    {
        if (way is "Refuse" or "Gone" && destination is SlackChannel or TeamsChannel) await Poll.UntilAsync(async () => !await IsBackAsync(), $"{destination} is no gap.");
    }

    /// <summary>Whether what was missed comes after all. A channel that was gone is one again when somebody types in it; a letter that was refused is not sent again.</summary>
    internal async Task<bool> IsHeardAgainAsync(string destination, string way)
    {
        if (way is not ("Refuse" or "Gone")) return true;
        if (destination == SlackChannel) await Poll.UntilAsync(async () => (await slack.As(UserOf("po")).CommandAsync(Slack, "status")).IsOk && await IsBackAsync(), "Slack's channel is not back.");
        else if (destination == TeamsChannel) await Poll.UntilAsync(async () => (await scene.As("po").SayAsync(TeamsScene.Channel, "status")).IsOk && await IsBackAsync(), "Teams' channel is not back.");
        else return false;
        return true;
    }

    internal async Task<string> StatusAsync() => (await scene.Service.SayAsync("devops", "/migrate prod-1 status")).Text;

    internal async Task<string> HealthAsync() => await (await scene.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>How often the destination has been told it.</summary>
    internal int Told(string destination, string words) => IsSlack(destination)
        ? slack.Workspace.Messages.Count(message => IsAt(message, destination) && message.Says(words) && !IsBoard(message))
        : scene.Tenant.Messages.Count(message => message.Conversation == IdOf(destination) && message.Says(words) && !TeamsScene.IsBoard(message));

    internal Task UntilToldAsync(string destination, string words) =>
        Poll.UntilAsync(() => Task.FromResult(Told(destination, words) > 0), () => $"{destination} was not told: {words}\n{scene.Service.Everything}");

    internal Task UntilBoardAsync(string destination, string words, bool isThere = true) => Poll.UntilAsync(() => isThere == (destination == SlackChannel
        ? slack.Workspace.Messages.Any(message => IsBoard(message) && message.Says(words))
        : scene.Tenant.Messages.Any(message => TeamsScene.IsBoard(message) && message.Says(words))), $"The board of {destination} says it wrongly: {words}");

    internal int CallsAt(string destination) => IsSlack(destination)
        ? slack.Calls.Count(call => call.Argument("channel") == IdOf(destination) && call.Method is "chat.postMessage" or "chat.update" or "conversations.history")
        : scene.Teams.Calls.Count(call => call.Conversation.StartsWith(IdOf(destination), StringComparison.Ordinal) && call.Name is "send" or "update");

    private static bool IsSlack(string destination) => destination.StartsWith("slack", StringComparison.Ordinal);

    private static string UserOf(string name) => "U0" + name.ToUpperInvariant();

    private static string NameOf(string destination) => destination.Split(' ')[1];

    private static string IdOf(string destination) => destination switch
    {
        SlackChannel => Slack,
        TeamsChannel => TeamsScene.Channel,
        _ when IsSlack(destination) => UserOf(NameOf(destination)),
        _ => Tenant.ChatOf(TeamsScene.ObjectOf(NameOf(destination))),
    };

    private static SlackFault SlackFaultOf(string destination, string way) => way switch
    {
        "Http500" => new SlackFault.Http500(),
        "Hang" => new SlackFault.Hang(),
        "Drop" => new SlackFault.Drop(),
        "Throttle" => new SlackFault.Throttle(1),
        "Refuse" => new SlackFault.Error(destination == SlackChannel ? "not_in_channel" : "user_disabled"),
        _ => new SlackFault.Error(destination == SlackChannel ? "is_archived" : "user_not_found"),
    };

    private static TeamsFault TeamsFaultOf(string way) => way switch
    {
        "Http500" => new TeamsFault.Http500(),
        "Hang" => new TeamsFault.Hang(),
        "Drop" => new TeamsFault.Drop(),
        "Throttle" => new TeamsFault.Throttle(1),
        "Refuse" => new TeamsFault.Refuse(403, "BotNotInConversationRoster"),
        _ => new TeamsFault.Refuse(404, "ConversationNotFound"),
    };

    private bool IsAt(SlackMessage message, string destination) =>
        destination == SlackChannel ? message.Channel == Slack : slack.Workspace.DirectMessagesWith(UserOf(NameOf(destination))).Contains(message);

    private static bool IsBoard(SlackMessage message) => message is { Channel: Slack, ThreadTs: null } && message.Says("Many · run 1");

    private async Task<bool> IsBackAsync() => !(await StatusAsync()).Contains("no board in", StringComparison.Ordinal);
}
