using System.Globalization;
using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Chat.Client;

/// <summary>
/// Requests to a platform, bounded in time and length. Whatever keeps an answer away is one exception of the platform's; nothing is tried
/// again in here.
/// </summary>
/// <param name="unavailable">The platform's exception, out of what was asked for and why there is no answer.</param>
public sealed class ChatHttp(HttpClient http, TimeProvider time, Func<string, string, ChatUnavailableException> unavailable)
{
    /// <summary>What every request goes through: no redirects (an answer names no other place to send the token to), no cookies.</summary>
    /// <param name="longestAnswer">In bytes; a longer one is no answer.</param>
    public static HttpClient CreateClient(int longestAnswer) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = longestAnswer,
    };

    /// <summary>The answer with its content read, whatever its status; the request is disposed of.</summary>
    /// <exception cref="ChatUnavailableException">Nothing came within <paramref name="patience"/>, or the connection broke.</exception>
    public async Task<HttpResponseMessage> SendAsync(string what, HttpRequestMessage request, TimeSpan patience, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            using (request) return await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
        }
        catch (HttpRequestException failure)
        {
            throw unavailable(what, failure.HttpRequestError == HttpRequestError.Unknown ? failure.Message : failure.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw unavailable(what, string.Create(CultureInfo.InvariantCulture, $"nothing within {patience.TotalSeconds:0} s"));
        }
    }

    /// <exception cref="ChatUnavailableException">The answer broke off.</exception>
    public async Task<byte[]> ReadAsync(string what, HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(ct);
        }
        catch (HttpRequestException failure)
        {
            throw unavailable(what, failure.Message);
        }
    }

    /// <summary>How long a 429 asks to wait.</summary>
    /// <param name="usual">Where it does not say how long.</param>
    public RetryAfter WaitAfter(HttpResponseMessage response, TimeSpan usual)
    {
        var header = response.Headers.TryGetValues("Retry-After", out var given) ? given.FirstOrDefault() : null;
        return RetryAfter.Read(header, response.Headers.Date ?? time.GetUtcNow(), usual);
    }
}
