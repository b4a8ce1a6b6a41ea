using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Connection;

namespace Tinedy.ChatOps.Slack.Client;

/// <summary>
/// Slack's Web API: a method, its arguments, its answer. A refusal is <see cref="SlackRefusedException"/>, no believable answer
/// <see cref="SlackUnavailableException"/>, a 429 <see cref="RoomBusyException"/>. Nothing is tried again in here: whoever asks knows
/// whether asking twice does harm.
/// </summary>
internal sealed partial class SlackClient(HttpClient http, SlackSettings settings, Pace pace, TimeProvider time, ILogger<SlackClient> logger)
{
    private const string Upload = "upload";

    /// <summary>An answer is a few kilobytes; a page of history a few hundred.</summary>
    private const int LongestAnswer = 8 * 1024 * 1024;

    /// <summary>Slack answers within a second; whoever waits longer keeps others waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>For a 429 that does not say how long.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(1);

    /// <summary>A file may be large and the line slow.</summary>
    private static readonly TimeSpan UploadPatience = TimeSpan.FromMinutes(2);

    private readonly ChatHttp sender = new(http, time, (method, why) => new SlackUnavailableException(method, why));

    public static HttpClient CreateHttp() => ChatHttp.CreateClient(LongestAnswer);

    /// <summary>A method that writes: its arguments as JSON.</summary>
    /// <param name="channel">What the method is counted for, see <see cref="Pace"/>.</param>
    public Task<JsonElement> WriteAsync(string method, object arguments, CancellationToken ct, string channel = "") =>
        SendAsync(method, channel, settings.BotToken, new StringContent(SlackJson.Write(arguments), Encoding.UTF8, "application/json"), ct);

    /// <summary>A method that reads: its arguments as a form, because Slack drops the JSON of these without a word.</summary>
    public Task<JsonElement> ReadAsync(string method, IEnumerable<KeyValuePair<string, string>> arguments, CancellationToken ct) =>
        SendAsync(method, "", settings.BotToken, new FormUrlEncodedContent(arguments), ct);

    /// <summary>A method of the app itself, with its own token.</summary>
    public Task<JsonElement> AsAppAsync(string method, CancellationToken ct) =>
        SendAsync(method, "", settings.AppToken!, new FormUrlEncodedContent([]), ct);

    /// <summary>Sends a file's bytes to where Slack wants them.</summary>
    public async Task UploadAsync(Uri where, byte[] bytes, CancellationToken ct)
    {
        if (!settings.IsSlack(where)) throw new SlackRefusedException(Upload, "strange_address", where.Host);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/octet-stream");
        using var response = await sender.SendAsync(Upload, new(HttpMethod.Post, where) { Content = content }, UploadPatience, ct);
        if (!response.IsSuccessStatusCode) throw new SlackUnavailableException(Upload, $"HTTP {(int)response.StatusCode}");
    }

    /// <summary>Answers through the address that came with a click. It carries its own right, so no token goes there.</summary>
    public async Task RespondAsync(Uri where, object message, CancellationToken ct)
    {
        using var content = new StringContent(SlackJson.Write(message), Encoding.UTF8, "application/json");
        using var response = await sender.SendAsync("response_url", new(HttpMethod.Post, where) { Content = content }, Patience, ct);
        if (!response.IsSuccessStatusCode) throw new SlackRefusedException("response_url", $"HTTP {(int)response.StatusCode}", null);
    }

    private async Task<JsonElement> SendAsync(string method, string channel, string token, HttpContent content, CancellationToken ct)
    {
        pace.Take(method, channel);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.ApiUrl, method)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await sender.SendAsync(method, request, Patience, ct);
        if (response.StatusCode == HttpStatusCode.TooManyRequests) throw pace.Throttled(method, channel, WaitAfter(method, response));
        if (!response.IsSuccessStatusCode) throw new SlackUnavailableException(method, $"HTTP {(int)response.StatusCode}");
        return Answer(method, await sender.ReadAsync(method, response, ct));
    }

    private static JsonElement Answer(string method, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var answer = json.RootElement.Clone();
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok))
                return ok.ValueKind == JsonValueKind.True ? answer : throw new SlackRefusedException(method, answer.Text("error") ?? "unknown", Detail(answer));
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer.
        }
        throw new SlackUnavailableException(method, "the answer is not Slack's");
    }

    private TimeSpan WaitAfter(string method, HttpResponseMessage response)
    {
        var retry = sender.WaitAfter(response, UsualWait);
        if (retry.Asked is { } asked) LogCut(asked, method, retry.Wait.TotalSeconds);
        return retry.Wait;
    }

    private static string? Detail(JsonElement answer) =>
        answer.Text("needed") is { } needed ? $"needs the scope {needed}"
        : answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array ? string.Join("; ", errors.EnumerateArray().Select(error => error.ToString()))
        : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack asks to wait {Asked} with {Method}. That is cut to {Seconds} s.")]
    private partial void LogCut(string asked, string method, double seconds);
}
