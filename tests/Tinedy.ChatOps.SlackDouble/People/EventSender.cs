using System.Globalization;
using System.Net.Http.Headers;
using Tinedy.ChatOps.SlackDouble.Sockets;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>Brings mail to the bot: to its address when it has one, otherwise into one of its sockets.</summary>
internal sealed class EventSender(Workspace workspace, SocketHub sockets, TimeProvider time, CancellationToken closing) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private readonly Lock _gate = new();
    private readonly List<Delivery> _deliveries = [];

    public Uri? Bot { get; set; }

    /// <summary>Slack waits three seconds for an answer.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);

    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            lock (_gate) return [.. _deliveries];
        }
    }

    public async Task<Delivery> DeliverAsync(Mail mail, Act? act = null, Retry? retry = null)
    {
        if (Bot is null)
        {
            var sent = time.GetTimestamp();
            return Remember(Read(await sockets.DeliverAsync(mail, retry), new(workspace, mail.ToRequest(), act), sent));
        }
        var request = mail.ToRequest().Signed(workspace.App.SigningSecret, time.GetUtcNow());
        if (retry is not null)
        {
            request = request.WithHeader("X-Slack-Retry-Num", retry.Attempt.ToString(CultureInfo.InvariantCulture))
                .WithHeader("X-Slack-Retry-Reason", retry.Reason);
        }
        return await SendAsync(request, act);
    }

    /// <summary>Sends exactly this.</summary>
    public async Task<Delivery> SendAsync(RawRequest request, Act? act = null)
    {
        if (Bot is not { } bot) throw new InvalidOperationException("The bot has no address to send a raw request to.");
        var began = time.GetTimestamp();
        using var late = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closing);
        var delivery = new Delivery(workspace, request, act);
        try
        {
            using var message = ToMessage(bot, request);
            using var answer = await _http.SendAsync(message, stop.Token);
            delivery = delivery with
            {
                Status = (int)answer.StatusCode,
                Body = await answer.Content.ReadAsStringAsync(stop.Token),
                Headers = answer.Headers.Concat(answer.Content.Headers)
                    .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
                Trouble = answer.IsSuccessStatusCode ? null : "http_service_error",
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            delivery = delivery with { TimedOut = true, Trouble = "operation_timeout" };
        }
        catch (HttpRequestException)
        {
            delivery = delivery with { Trouble = "dispatch_failed" };
        }
        return Remember(delivery with { Took = time.GetElapsedTime(began) });
    }

    /// <summary>Brings the same thing a second time, to the byte: over HTTP the request, over a socket the envelope.</summary>
    public async Task<Delivery> AgainAsync(Delivery earlier)
    {
        if (earlier.Envelope is not { } envelope) return await SendAsync(earlier.Request);
        var began = time.GetTimestamp();
        return Remember(Read(await sockets.DeliverAsync(envelope), new(workspace, earlier.Request, act: null), began));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What the acknowledgement says counts only where the envelope asked for it.</summary>
    private Delivery Read(SocketReceipt receipt, Delivery delivery, long began) => delivery with
    {
        Envelope = receipt.Envelope,
        Took = time.GetElapsedTime(began),
        Status = receipt.Trouble is null ? 200 : 0,
        TimedOut = receipt.Trouble == SocketReceipt.TimedOut,
        Trouble = receipt.Trouble,
        Body = receipt is { Payload: { } payload, Envelope: { } envelope } && envelope.Flag("accepts_response_payload") ? payload.GetRawText() : "",
    };

    private static HttpRequestMessage ToMessage(Uri bot, RawRequest request)
    {
        var content = new ReadOnlyMemoryContent(request.Body);
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) content.Headers.ContentType = type;
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, request.Path)) { Content = content };
        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private Delivery Remember(Delivery delivery)
    {
        lock (_gate) _deliveries.Add(delivery);
        workspace.Changes.Ring();
        return delivery;
    }
}
