using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Tests.Host;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>The running service, and the way in that its test host has.</summary>
internal sealed partial class ServiceProcess : ProgramProcess
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromMinutes(3) };

    private ServiceProcess(string program, IReadOnlyDictionary<string, string> settings) : base(program, [], settings) { }

    /// <summary>Without the port: for a request that is meant to be strange.</summary>
    public Uri Address => client.BaseAddress!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="crashAt">The crash point at which it dies, see <c>CrashPoints</c>.</param>
    public static async Task<ServiceProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string? crashAt = null, string program = "Tinedy.ChatOps.Tests.Host")
    {
        var service = Launch(settings, crashAt, program);
        await Poll.UntilAsync(() => service.HasExited || Served().IsMatch(service.Said), "It did not serve. It said: " + service.Everything);
        service.HasExited.ShouldBeFalse(service.Everything);
        service.client.BaseAddress = new Uri(Served().Match(service.Said).Value);
        return service;
    }

    /// <summary>The same, without waiting until it serves.</summary>
    public static ServiceProcess Launch(IReadOnlyDictionary<string, string> settings, string? crashAt = null, string program = "Tinedy.ChatOps.Tests.Host") =>
        new(program, new Dictionary<string, string>(settings) { ["CHATOPS_CRASH_AT"] = crashAt ?? "" });

    /// <exception cref="HttpRequestException">It died, or the journal could not be written: there is no answer.</exception>
    public async Task<Heard> SayAsync(string who, string text, string? key = null) =>
        await AskAsync("/test/say", new Said(who, text, key ?? NewKey()));

    /// <inheritdoc cref="SayAsync"/>
    public async Task<Heard> PressAsync(string who, Button button, string key, IReadOnlyDictionary<string, string>? inputs = null) =>
        await AskAsync("/test/press", new Pressed(who, button, key, inputs));

    public async Task<BoardText> BoardAsync(long run) => (await client.GetFromJsonAsync<BoardText>($"/test/board/{run}", Ct))!;

    /// <summary>Done when an open page of this replica is told of a change.</summary>
    public async Task ChangedAsync(long run, int after) => (await client.GetAsync(FormattableString.Invariant($"/test/changes/{run}?after={after}"), Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, Ct);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request, Ct);

    public async Task<byte[]> DownloadAsync(string path) => await client.GetByteArrayAsync(path, Ct);

    public static string NewKey() => $"test/{Guid.NewGuid()}";

    private async Task<Heard> AskAsync<T>(string path, T asked)
    {
        using var response = await client.PostAsJsonAsync(path, asked, Ct);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<Heard>(Ct))!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Served();
}
