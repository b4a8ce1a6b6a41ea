using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Client;

/// <summary>
/// The connector: what the Bot Framework calls its REST API. A refusal is <see cref="TeamsRefusedException"/>, no believable answer
/// <see cref="TeamsUnavailableException"/>, a 429 <see cref="RoomBusyException"/>. Nothing is tried again in here: a message that was
/// created is there, whether its answer arrived or not.
/// </summary>
internal sealed partial class Connector(HttpClient http, BotToken token, TeamsSettings settings, Pace pace, TimeProvider time, ILogger<Connector> logger)
{
    /// <summary>An answer is a few hundred bytes; a member one or two kilobytes.</summary>
    private const int LongestAnswer = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>For a 429 that does not say how long.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(2);

    /// <summary>A file may be large and the line slow.</summary>
    private static readonly TimeSpan UploadPatience = TimeSpan.FromMinutes(2);

    private readonly ChatHttp sender = new(http, time, (what, why) => new TeamsUnavailableException(what, why));

    public static HttpClient CreateHttp() => ChatHttp.CreateClient(LongestAnswer);

    /// <summary>Says something and answers its id.</summary>
    public async Task<string> SendAsync(Uri service, string conversation, OutgoingMessage message, CancellationToken ct)
    {
        var answer = await AskAsync("send a message", HttpMethod.Post, Conversation(service, conversation, "/activities"), conversation, message, ct);
        return answer.Text("id") ?? throw new TeamsUnavailableException("send a message", "the answer names no id");
    }

    /// <summary>Makes an earlier message say something else. Doing it twice does no harm.</summary>
    public Task UpdateAsync(Uri service, string conversation, string id, OutgoingMessage message, CancellationToken ct) =>
        AskAsync("change a message", HttpMethod.Put, Conversation(service, conversation, "/activities/" + Uri.EscapeDataString(id)), conversation, message with { Id = id }, ct);

    public Task DeleteAsync(Uri service, string conversation, string id, CancellationToken ct) =>
        AskAsync("delete a message", HttpMethod.Delete, Conversation(service, conversation, "/activities/" + Uri.EscapeDataString(id)), conversation, null, ct);

    /// <summary>The conversation with one person, which is the same every time.</summary>
    public async Task<string> CreateAsync(Uri service, string person, CancellationToken ct)
    {
        var wanted = new { bot = new { id = "28:" + settings.AppId }, members = new[] { new { id = person } }, tenantId = settings.TenantId, isGroup = false, channelData = new { tenant = new { id = settings.TenantId } } };
        var answer = await AskAsync("open a chat", HttpMethod.Post, new Uri(service, "v3/conversations"), "", wanted, ct);
        return answer.Text("id") ?? throw new TeamsUnavailableException("open a chat", "the answer names no conversation");
    }

    /// <summary>What Teams says of somebody in a conversation.</summary>
    public Task<JsonElement> MemberAsync(Uri service, string conversation, string person, CancellationToken ct) =>
        AskAsync("look somebody up", HttpMethod.Get, Conversation(service, conversation, "/members/" + Uri.EscapeDataString(person)), conversation, null, ct);

    /// <summary>Brings a file's bytes to where the person has agreed to have them. The address carries its own right, so no token goes there.</summary>
    public async Task UploadAsync(Uri where, byte[] bytes, CancellationToken ct)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/octet-stream");
        content.Headers.ContentRange = new(0, bytes.Length - 1, bytes.Length);
        using var response = await sender.SendAsync("bring a file", new(HttpMethod.Put, where) { Content = content }, UploadPatience, ct);
        if (!response.IsSuccessStatusCode) throw new TeamsUnavailableException("bring a file", $"HTTP {(int)response.StatusCode}");
    }

    private static Uri Conversation(Uri service, string conversation, string what) => new(service, "v3/conversations/" + Uri.EscapeDataString(conversation) + what);

    /// <param name="counted">The conversation that it counts for.</param>
    private async Task<JsonElement> AskAsync(string what, HttpMethod method, Uri where, string counted, object? body, CancellationToken ct)
    {
        var kind = method == HttpMethod.Get ? Pace.Looking : Pace.Speaking;
        pace.Take(kind, counted);
        var response = await AskOnceAsync(what, method, where, body, renew: false, ct);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            // A key was changed, or a clock is wrong: another token may be taken. Nothing was done, so nothing is done twice.
            response.Dispose();
            response = await AskOnceAsync(what, method, where, body, renew: true, ct);
        }
        using (response)
        {
            if (response.StatusCode == HttpStatusCode.TooManyRequests) throw pace.Throttled(kind, counted, WaitAfter(what, response));
            var answer = await JsonAsync(what, response, ct);
            if (response.IsSuccessStatusCode) return answer;
            if (response.StatusCode == HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500) throw new TeamsUnavailableException(what, $"HTTP {(int)response.StatusCode}", response.StatusCode);
            throw new TeamsRefusedException(what, response.StatusCode, answer.Text("error", "code") ?? "unknown", answer.Text("error", "message"));
        }
    }

    private async Task<HttpResponseMessage> AskOnceAsync(string what, HttpMethod method, Uri where, object? body, bool renew, CancellationToken ct)
    {
        if (!settings.IsService(where)) throw new TeamsRefusedException(what, HttpStatusCode.Forbidden, "strange address", where.Host);
        var request = new HttpRequestMessage(method, where);
        if (await token.GetAsync(renew, ct) is { } bearer) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = new StringContent(TeamsJson.Write(body), Encoding.UTF8, "application/json");
        return await sender.SendAsync(what, request, Patience, ct);
    }

    /// <summary>An empty answer, or a proxy's page, says nothing.</summary>
    private async Task<JsonElement> JsonAsync(string what, HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            var body = await sender.ReadAsync(what, response, ct);
            using var json = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonElement.Parse("{}");
        }
    }

    private TimeSpan WaitAfter(string what, HttpResponseMessage response)
    {
        var retry = sender.WaitAfter(response, UsualWait);
        if (retry.Asked is { } asked) LogCut(asked, what, retry.Wait.TotalSeconds);
        return retry.Wait;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Teams asks to wait {Asked} to {What}. That is cut to {Seconds} s.")]
    private partial void LogCut(string asked, string what, double seconds);
}
