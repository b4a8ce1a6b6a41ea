using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.TeamsDouble;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>
/// The host as a process, in a tenant of the double: one person, and as many channels, each with an environment and a run of its own.
/// Clicks come with the connector's token, as Teams sends them.
/// </summary>
internal sealed class TeamsStage : IAsyncDisposable
{
    private const string Person = "0b1ec700-0000-4000-8000-000000000001";
    private const string Role = "Lead Developer";

    private readonly string home = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private HostProcess host = null!;
    private string token = "";
    private int clicks;

    private TeamsStage(TeamsServer teams) => Teams = teams;

    public TeamsServer Teams { get; }

    public Uri Address => host.Address;

    /// <param name="items">Of the runbook.</param>
    public static async Task<TeamsStage> OpenAsync(BenchServer server, int channels, int items)
    {
        var stage = new TeamsStage(await TeamsServer.StartAsync());
        stage.Teams.Tenant.AddMember(new(Person, "lead"));
        for (var channel = 0; channel < channels; channel++) stage.Teams.Tenant.AddRoom(Channel(channel));
        await File.WriteAllTextAsync(Path.Combine(stage.home, "small.md"), "# Small migration\n## Work\n### Now\n" + string.Concat(Enumerable.Range(1, items).Select(item => $"- [ ] Item {item}\n")));
        stage.host = await HostProcess.StartAsync(stage.Settings(await server.CreateDatabaseAsync(), channels));
        stage.Teams.Bot = stage.host.Address;
        stage.token = stage.Teams.Tokens.Good(stage.Teams.ServiceUrl);
        for (var channel = 0; channel < channels; channel++)
        {
            await stage.Teams.As(Person).SayAsync(Channel(channel), $"start {Environment(channel)}");
            await stage.Teams.Tenant.UntilAsync(tenant => tenant.Messages.Any(message => message.Conversation == Channel(channel)), "There is no board.");
        }
        return stage;
    }

    /// <summary>Done when the answer says that it was recorded, which is after the commit.</summary>
    public async Task ClickAsync(int channel, int item, bool undo)
    {
        var (status, said) = await SendAsync(Click(channel, item, undo), token);
        if (status != 200 || !said.Contains("Recorded:", StringComparison.Ordinal)) throw new InvalidOperationException($"HTTP {status} {said}");
    }

    /// <summary>A click with a token by somebody else's key: everything about it is right but that.</summary>
    public string Forged() => Teams.Tokens.SignedByAStranger(Teams.ServiceUrl);

    public JsonObject Click(int channel, int item, bool undo)
    {
        // The version says only which click it is: neither of the two is judged by it.
        var code = ButtonCode.Write(new(undo ? Verb.Undo : Verb.MarkDone, new RunId(channel + 1), new ButtonTarget.OfItem(new($"item-{item}"), Interlocked.Increment(ref clicks)), "", ""));
        var activity = Teams.As(Person).Activity("invoke", Channel(channel), "f:1");
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject
        {
            ["trigger"] = "manual",
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "press", ["data"] = new JsonObject { ["chatops"] = new JsonObject { ["do"] = "press", ["code"] = code } } },
        };
        return activity;
    }

    public Task<(int Status, string Body)> SendAsync(JsonObject activity, string bearer) => SendAsync(new Uri(Address, "api/messages"), activity.ToJsonString(), bearer);

    public async Task<(int Status, string Body)> SendAsync(Uri where, string activity, string bearer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, where) { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", bearer);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await Teams.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    private Dictionary<string, string> Settings(string database, int channels)
    {
        var settings = Teams.Settings.ToDictionary(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal), pair => pair.Value);
        settings["ConnectionStrings__ChatOps"] = database;
        settings["Execution__Directory"] = Path.Combine(home, "attempts");
        settings["Runbooks__Directory"] = home;
        settings["People__0__Name"] = "lead";
        settings["People__0__Teams"] = $"{Teams.App.TenantId}/{Person}";
        settings["People__0__Roles__0"] = Role;
        for (var channel = 0; channel < channels; channel++) settings[$"Environments__{Environment(channel)}__Operators__0"] = Role;
        return settings;
    }

    private static string Channel(int number) => string.Create(CultureInfo.InvariantCulture, $"19:bench{number}@thread.tacv2");

    private static string Environment(int number) => string.Create(CultureInfo.InvariantCulture, $"prod{number}");
}
