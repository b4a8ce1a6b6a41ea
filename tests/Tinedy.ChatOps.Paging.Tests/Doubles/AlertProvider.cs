using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tinedy.ChatOps.Paging.Tests.Doubles;

/// <summary>How a provider behaves.</summary>
public enum Mood
{
    /// <summary>Takes what it understands and refuses the rest.</summary>
    Well,

    /// <summary>Answers 500.</summary>
    Broken,

    /// <summary>Takes the request and never answers.</summary>
    Hanging,

    /// <summary>Takes the request, keeps it, and cuts the line before it answers.</summary>
    Losing,

    /// <summary>Answers 429.</summary>
    Busy,

    /// <summary>Sends the caller elsewhere.</summary>
    Moved,
}

/// <summary>Something that a provider took.</summary>
public sealed record Received(string Path, string? Authorization, JsonObject Body, DateTimeOffset At)
{
    public string? Text(string name) => Body[name]?.GetValue<string>();
}

/// <summary>
/// PagerDuty, Opsgenie and a receiver of one's own over loopback: each refuses what the real one refuses (developer.pagerduty.com/docs/events-api-v2,
/// docs.opsgenie.com/docs/alert-api), and remembers what it took.
/// </summary>
public sealed class AlertProvider : IAsyncDisposable
{
    public const string PagerDutyKey = "0123456789abcdef0123456789abcdef";
    public const string OpsgenieKey = "eb243592-faa2-4ba2-a551q-1afdf565c889";

    private readonly ConcurrentQueue<Received> taken = new();
    private readonly CancellationTokenSource closing = new();
    private readonly WebApplication web;

    private AlertProvider()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        web = builder.Build();
        web.MapPost("/v2/enqueue", http => ServeAsync(http, PagerDuty));
        web.MapPost("/v2/alerts/{**rest}", http => ServeAsync(http, Opsgenie));
        web.MapPost("/{**any}", http => ServeAsync(http, (_, _) => 204));
    }

    public Mood Mood { get; set; }

    /// <summary>Everything that arrived, whether it was answered or not.</summary>
    public IReadOnlyList<Received> Taken => [.. taken];

    public Uri Address => new(web.Urls.First());

    public static async Task<AlertProvider> StartAsync()
    {
        var provider = new AlertProvider();
        await provider.web.StartAsync();
        return provider;
    }

    public Uri At(string path) => new(Address, path);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await web.DisposeAsync();
        closing.Dispose();
    }

    private async Task ServeAsync(HttpContext http, Func<HttpRequest, JsonObject, int> judge)
    {
        if (Mood is Mood.Broken or Mood.Busy or Mood.Moved)
        {
            http.Response.StatusCode = Mood switch { Mood.Broken => 500, Mood.Busy => 429, _ => 307 };
            if (Mood == Mood.Moved) http.Response.Headers.Location = "/elsewhere";
            return;
        }
        var body = http.Request.ContentLength is 0 or null && !http.Request.HasJsonContentType() ? [] : await JsonNode.ParseAsync(http.Request.Body) as JsonObject ?? [];
        var code = judge(http.Request, body);
        if (code < 300) taken.Enqueue(new(http.Request.Path, http.Request.Headers.Authorization, body, TimeProvider.System.GetUtcNow()));
        if (Mood == Mood.Hanging)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, closing.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (Mood is Mood.Losing or Mood.Hanging)
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = code;
        if (code is 200 or 202) await http.Response.WriteAsJsonAsync(new { status = code == 202 ? "success" : "ok", message = "Event processed", request = "43a29c5d" });
        else if (code >= 400) await http.Response.WriteAsJsonAsync(new { message = "invalid", errors = new[] { $"refused with {code}" } });
    }

    private static int PagerDuty(HttpRequest request, JsonObject body)
    {
        if (body["routing_key"]?.GetValue<string>() != PagerDutyKey) return 400;
        if (body["event_action"]?.GetValue<string>() is not ("trigger" or "acknowledge" or "resolve")) return 400;
        if (body["dedup_key"]?.GetValue<string>() is not { Length: > 0 and <= 255 }) return 400;
        var payload = body["payload"] as JsonObject ?? [];
        return payload["summary"]?.GetValue<string>() is { Length: > 0 and <= 1024 } && payload["source"]?.GetValue<string>() is { Length: > 0 }
            && payload["severity"]?.GetValue<string>() is "critical" or "error" or "warning" or "info" ? 202 : 400;
    }

    private static int Opsgenie(HttpRequest request, JsonObject body)
    {
        if (request.Headers.Authorization != $"GenieKey {OpsgenieKey}") return 401;
        var rest = request.Path.Value!["/v2/alerts".Length..].Trim('/');
        if (rest.Length > 0) return request.Query["identifierType"] == "alias" && rest.Split('/') is [_, "acknowledge" or "close"] ? 202 : 404;
        return body["message"]?.GetValue<string>() is { Length: > 0 and <= 130 } && body["alias"]?.GetValue<string>() is { Length: > 0 and <= 512 } ? 202 : 422;
    }
}
