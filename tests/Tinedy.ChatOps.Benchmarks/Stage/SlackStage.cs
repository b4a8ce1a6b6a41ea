using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.SlackDouble;
using Tinedy.ChatOps.SlackDouble.People;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>
/// The host as a process, in a workspace of the double: one person, and as many channels, each with an environment and a run of its own.
/// Commands come signed and by HTTP, as Slack sends them.
/// </summary>
internal sealed partial class SlackStage : IAsyncDisposable
{
    private const string Person = "U0LEAD";
    private const string Role = "Lead Developer";

    private readonly string home = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private readonly List<string> runs = [];
    private HostProcess host = null!;
    private int triggers;

    private SlackStage(SlackServer slack) => Slack = slack;

    public SlackServer Slack { get; }

    public Uri Address => host.Address;

    /// <param name="items">Of the runbook.</param>
    public static async Task<SlackStage> OpenAsync(BenchServer server, int channels, int items)
    {
        var stage = new SlackStage(await SlackServer.StartAsync());
        stage.Slack.Workspace.AddUser(new(Person, "lead"));
        for (var channel = 0; channel < channels; channel++) stage.Slack.Workspace.AddChannel(new(Channel(channel), Environment(channel)));
        await File.WriteAllTextAsync(Path.Combine(stage.home, "small.md"), Runbook(items));
        stage.host = await HostProcess.StartAsync(stage.Settings(await server.CreateDatabaseAsync(), channels));
        for (var channel = 0; channel < channels; channel++) await stage.StartRunAsync(channel);
        return stage;
    }

    /// <summary>Done when the answer says that it was recorded, which is after the commit. The run is named: it need not be looked for.</summary>
    public Task DoAsync(int channel, string command) => DoUnnamedAsync(channel, $"{Environment(channel)}-{runs[channel]} {command}");

    /// <summary>The same where the run that is meant is the one that goes on in the channel.</summary>
    public Task DoUnnamedAsync(int channel, string command) => SayAsync(channel, command, "Recorded:");

    /// <summary>A request with a signature by somebody else's secret, down to the byte: everything about it is right but that.</summary>
    public RawRequest Forged() => Command(0, "done 1.1.1").Signed("somebody else's secret", TimeProvider.System.GetUtcNow());

    /// <summary>Calls of the Web API since then.</summary>
    public IReadOnlyList<ApiCall> CallsSince(DateTimeOffset when) => [.. Slack.Calls.Where(call => call.At >= when)];

    /// <summary>How many items are done on the board that this call draws; null when it draws none.</summary>
    public static int? DoneOn(ApiCall call) =>
        call.Method == "chat.update" && call.IsOk && Done().Match(call.Arguments.GetRawText()) is { Success: true } said
            ? int.Parse(said.Groups["done"].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await Slack.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    private async Task StartRunAsync(int channel)
    {
        runs.Add(Started().Match(await SayAsync(channel, $"start {Environment(channel)}", "Started run")).Groups["run"].Value);
        await Slack.UntilAsync(workspace => workspace.Messages.Any(message => message.Channel == Channel(channel)), "There is no board.");
    }

    private async Task<string> SayAsync(int channel, string command, string expected)
    {
        var request = Slack.Sign(Command(channel, command));
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, request.Path)) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = new(request.ContentType);
        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(message);
        var said = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK || !said.Contains(expected, StringComparison.Ordinal))
            throw new InvalidOperationException($"/migrate {command}: HTTP {(int)answer.StatusCode} {said}");
        return said;
    }

    private RawRequest Command(int channel, string text) => RawRequest.Form(RawRequest.Commands,
    [
        new("token", Slack.App.VerificationToken), new("team_id", Slack.App.TeamId), new("team_domain", Slack.App.TeamDomain),
        new("channel_id", Channel(channel)), new("channel_name", Environment(channel)), new("user_id", Person), new("user_name", "lead"),
        new("command", "/migrate"), new("text", text), new("api_app_id", Slack.App.Id), new("is_enterprise_install", "false"),
        new("response_url", new Uri(Slack.Origin, "respond/T/1").ToString()),
        new("trigger_id", string.Create(CultureInfo.InvariantCulture, $"1.{Interlocked.Increment(ref triggers)}.bench")),
    ]);

    private Dictionary<string, string> Settings(string database, int channels)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__ChatOps"] = database,
            ["Execution__Directory"] = Path.Combine(home, "attempts"),
            ["Runbooks__Directory"] = home,
            ["Slack__BotToken"] = Slack.App.BotToken,
            ["Slack__SigningSecret"] = Slack.App.SigningSecret,
            ["Slack__ApiUrl"] = Slack.ApiUrl.ToString(),
            ["People__0__Name"] = "lead",
            ["People__0__Slack"] = $"{Slack.App.TeamId}/{Person}",
            ["People__0__Roles__0"] = Role,
        };
        for (var channel = 0; channel < channels; channel++) settings[$"Environments__{Environment(channel)}__Operators__0"] = Role;
        return settings;
    }

    private static string Channel(int number) => string.Create(CultureInfo.InvariantCulture, $"C0BENCH{number}");

    private static string Environment(int number) => string.Create(CultureInfo.InvariantCulture, $"prod{number}");

    private static string Runbook(int items) => $"""
        # Small migration

        ## Work

        ### Now

        {string.Join("\n", Enumerable.Range(1, items).Select(item => string.Create(CultureInfo.InvariantCulture, $"- [ ] Look at replica {item}")))}

        ## Sign-off

        - [ ] **{Role}** - ____________ Date: ________
        """;

    [GeneratedRegex(@"Started run (?<run>\d+)")]
    private static partial Regex Started();

    [GeneratedRegex(@"(?<done>\d+) of \d+ done")]
    private static partial Regex Done();
}
