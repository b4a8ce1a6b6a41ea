using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Paging;

/// <summary>Calls people through somebody else's service. The key is the same for every call of an alert and for its end.</summary>
internal sealed class WebhookPager(PagingSettings settings, HttpClient http) : IPager
{
    /// <summary>Letters of an answer that are kept as proof.</summary>
    private const int Kept = 200;

    public bool Serves(string means) => settings.Webhooks.ContainsKey(means);

    /// <exception cref="HttpRequestException">Nobody answered, or the answer asks to try again.</exception>
    public async Task<Sent> SendAsync(PageMessage message, CancellationToken ct)
    {
        var hook = settings.Webhooks[message.Means];
        using var request = WebhookRequest.Write(hook, message);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var said = await SaidAsync(response, hook, ct);
        var proof = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {said}").Trim();
        if (response.IsSuccessStatusCode) return new(DeliveryResult.Accepted, proof);
        if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new HttpRequestException($"{hook.Url.Host} answered {proof}");
        return new(DeliveryResult.Refused, $"{hook.Url.Host} answered {proof}");
    }

    /// <summary>The beginning of what it said, in one line and without our key.</summary>
    private static async Task<string> SaidAsync(HttpResponseMessage response, WebhookSettings hook, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[4 * Kept];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        var text = string.Join(' ', System.Text.Encoding.UTF8.GetString(buffer, 0, read).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (hook.Key is { } key) text = text.Replace(key, "***", StringComparison.Ordinal);
        return Legible.Cut(text, Kept + 1);
    }
}

/// <summary>A page in the shape that its receiver wants.</summary>
internal static class WebhookRequest
{
    /// <summary>Letters of a summary (PagerDuty) and of a message (Opsgenie).</summary>
    private const int PagerDutySummary = 1024;
    private const int OpsgenieMessage = 130;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static HttpRequestMessage Write(WebhookSettings hook, PageMessage page) => hook.Shape switch
    {
        WebhookShape.PagerDuty => PagerDuty(hook, page),
        WebhookShape.Opsgenie => Opsgenie(hook, page),
        _ => Plain(hook, page),
    };

    private static HttpRequestMessage PagerDuty(WebhookSettings hook, PageMessage page) => Post(hook.Url, new
    {
        routing_key = hook.Key,
        event_action = page.Page.Kind switch { PageKind.Answered => "acknowledge", PageKind.Over => "resolve", _ => "trigger" },
        dedup_key = page.Key,
        payload = new
        {
            summary = Legible.Cut(page.Summary, PagerDutySummary),
            source = "tinedy-chatops",
            severity = Severity(page),
            custom_details = new { to = page.To, page = page.Page.Seq },
        },
    });

    private static HttpRequestMessage Opsgenie(WebhookSettings hook, PageMessage page)
    {
        var verb = page.Page.Kind switch { PageKind.Answered => "acknowledge", PageKind.Over => "close", _ => null };
        var request = verb is null
            ? Post(hook.Url, new { message = Legible.Cut(page.Subject, OpsgenieMessage), alias = page.Key, description = page.Summary, priority = page.IsUrgent ? "P1" : "P5", source = "tinedy-chatops" })
            : Post(new($"{hook.Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Uri.EscapeDataString(page.Key)}/{verb}?identifierType=alias"), new { note = Legible.Cut(page.Summary, PagerDutySummary), source = "tinedy-chatops" });
        request.Headers.TryAddWithoutValidation("Authorization", $"GenieKey {hook.Key}");
        return request;
    }

    private static HttpRequestMessage Plain(WebhookSettings hook, PageMessage page)
    {
        var request = Post(hook.Url, new
        {
            summary = page.Summary,
            severity = Severity(page),
            key = page.Key,
            page = page.Page.Seq,
            kind = page.Page.Kind.ToString().ToLowerInvariant(),
            to = page.To,
            email = page.Email,
            sms = page.Sms,
        });
        if (hook.Key is { } key) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return request;
    }

    private static string Severity(PageMessage page) => page.IsUrgent ? "critical" : "info";

    private static HttpRequestMessage Post<T>(Uri url, T body) => new(HttpMethod.Post, url) { Content = JsonContent.Create(body, options: Json) };
}
