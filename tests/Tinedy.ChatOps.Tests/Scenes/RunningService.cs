using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Tests.Host;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>A service that serves, wherever it runs, and the endpoints that tests have beside the product's.</summary>
internal abstract partial class RunningService : IAsyncDisposable
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromMinutes(3) };

    /// <summary>Without the port: for a request that is meant to be strange.</summary>
    public Uri Address => client.BaseAddress!;

    /// <summary>Its output and its log.</summary>
    public abstract string Said { get; }

    /// <summary>Its error stream.</summary>
    public abstract string Complained { get; }

    public string Everything => Said + Complained;

    public abstract bool HasExited { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <exception cref="HttpRequestException">It died, or the journal could not be written: there is no answer.</exception>
    public async Task<TestReply> SayAsync(string who, string text, string? key = null) =>
        await AskAsync("/test/say", new Said(who, text, key ?? NewKey()));

    /// <inheritdoc cref="SayAsync"/>
    public async Task<TestReply> PressAsync(string who, Button button, string key, IReadOnlyDictionary<string, string>? inputs = null) =>
        await AskAsync("/test/press", new Pressed(who, button, key, inputs));

    public async Task<BoardText> BoardAsync(long run) => (await client.GetFromJsonAsync<BoardText>($"/test/board/{run}", Ct))!;

    /// <summary>Done when an open page of this replica is told of a change.</summary>
    public async Task ChangedAsync(long run, int after) =>
        (await client.GetAsync(FormattableString.Invariant($"/test/changes/{run}?after={after}"), Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, Ct);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request, Ct);

    public async Task<byte[]> DownloadAsync(string path) => await client.GetByteArrayAsync(path, Ct);

    public static string NewKey() => $"test/{Guid.NewGuid()}";

    public abstract ValueTask DisposeAsync();

    protected async Task UntilItServesAsync()
    {
        await Poll.UntilAsync(() => HasExited || Served().IsMatch(Said), "It did not serve. It said: " + Everything);
        HasExited.ShouldBeFalse(Everything);
        client.BaseAddress = new Uri(Served().Match(Said).Value);
    }

    private async Task<TestReply> AskAsync<T>(string path, T asked)
    {
        using var response = await client.PostAsJsonAsync(path, asked, Ct);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<TestReply>(Ct))!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Served();
}
