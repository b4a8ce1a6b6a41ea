using System.Collections;
using System.Globalization;
using System.Text;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// One request, to a host that the settings allow; what comes back is printed and held against what was expected. It is repeated as often as the
/// runbook says, not before the host's own <c>Retry-After</c> (RFC 9110, section 10.2.3), and within the time of the step.
/// </summary>
internal static class HttpStep
{
    private const int MostRead = 1024 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public static async Task<Findings> RunAsync(BuiltInStep performance, TimeProvider clock, CancellationToken ct)
    {
        var block = HttpBlock.Read(performance.Text);
        using var client = NewClient();
        var time = new TimeBudget(performance.Within, clock);
        var pause = FirstPause;
        for (var left = performance.Retries; ; left--)
        {
            var (findings, retryAfter) = await AskAsync(client, block, performance.Hosts, time.Share(left + 1), clock, ct);
            if (!findings.HasFailed || left == 0) return findings;
            // A pause of ours takes at most half of the time there is for it and its request: each try has its turn before the step ends.
            var most = time.Left / (2 * left);
            var ours = pause < most ? pause : most;
            var wait = retryAfter > ours ? retryAfter.Value : ours;
            if (wait >= time.Left)
            {
                var sentence = FormattableString.Invariant($"Not asked again: the next request may come in {wait.TotalSeconds:0} s, and the step ends before.");
                Console.WriteLine(sentence);
                return findings.Fail(sentence);
            }
            Console.WriteLine(FormattableString.Invariant($"Asking again in {wait.TotalSeconds:0.#} s{(wait == retryAfter ? ", as the host asks" : "")}, {left} more {(left == 1 ? "time" : "times")}."));
            await Task.Delay(wait, clock, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>No redirects: they could lead to a host that nobody allowed. No proxy and no cookies: what is sent is what was shown.</summary>
    internal static HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private static async Task<(Findings Findings, TimeSpan? RetryAfter)> AskAsync(
        HttpClient client, HttpBlock block, IReadOnlyCollection<string> hosts, TimeSpan within, TimeProvider clock, CancellationToken ct)
    {
        using var request = Bound(block, hosts);
        using var patience = new CancellationTokenSource(within, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        var began = clock.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
            var text = await ReadAsync(response, enough.Token);
            var took = clock.GetElapsedTime(began);
            Console.WriteLine(FormattableString.Invariant($"HTTP {(int)response.StatusCode} {response.ReasonPhrase}, {took.TotalMilliseconds:0} ms"));
            if (response.Headers.Location is { } elsewhere) Console.WriteLine($"Location: {elsewhere} (not followed)");
            if (text.Length > 0) Console.WriteLine(text);
            return (Judged(block, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), text, took), RetryAfter(response, clock));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            var sentence = FormattableString.Invariant($"No answer within {within.TotalSeconds:0.#} s.");
            Console.WriteLine(sentence);
            return (new Findings().Fail(sentence), null);
        }
        catch (HttpRequestException failure)
        {
            var why = failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{failure.Message}: {inner.Message}" : failure.Message;
            Console.WriteLine(why);
            return (new Findings().Fail($"No answer: {why}"), null);
        }
    }

    /// <summary>How long the host asks to be left alone; a date is measured by the host's own clock, where it says what that shows.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } length } => length,
        { Date: { } until } => until - (response.Headers.Date ?? clock.GetUtcNow()),
        _ => null,
    };

    internal static Findings Judged(HttpBlock block, string status, string text, TimeSpan took)
    {
        var findings = new Findings();
        var expectations = block.Expectations;
        // Whoever expects nothing of the status expects it to be well.
        if (!expectations.Any(expected => expected.Subject == "status") && status[0] != '2') findings.Fail($"Expected a status of 200 to 299, found {status}.");
        foreach (var expected in expectations)
        {
            var (isMet, found) = expected.Subject switch
            {
                "status" => (expected.IsMetBy(status), status),
                "text" => (expected.IsMetBy(text), "another text"),
                _ => (took < HttpBlock.Length(expected.Wanted), FormattableString.Invariant($"{took.TotalMilliseconds:0} ms")),
            };
            if (isMet) continue;
            var sentence = $"Expected {expected}, found {found}.";
            Console.WriteLine(sentence);
            if (expected.IsWarning) findings.Warn(sentence);
            else findings.Fail(sentence);
        }
        return findings.HasFailed ? findings : findings.Ok($"Answered {status} in {took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms, as expected.");
    }

    internal static HttpRequestMessage Bound(HttpBlock block, IReadOnlyCollection<string> hosts)
    {
        var values = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string)one.Value!, StringComparer.Ordinal);
        var address = Bind(block.Address, values);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CannotRunException($"{block.Address} is no address of the web. Nothing was sent.");
        var host = uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}";
        if (!hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            throw new CannotRunException($"{host} is not among the hosts that steps of this environment may ask. Whoever runs this service can add it under Hosts. Nothing was sent.");

        var request = new HttpRequestMessage(new HttpMethod(block.Method), uri);
        if (block.Body.Length > 0) request.Content = new StringContent(Bind(block.Body, values), Encoding.UTF8);
        if (request.Content is not null) request.Content.Headers.ContentType = null;
        foreach (var (name, text) in block.Headers)
        {
            var value = Bind(text, values);
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
                throw new CannotRunException($"The header {name} cannot be sent with this request. Nothing was sent.");
        }
        return request;
    }

    private static string Bind(string text, Dictionary<string, string> values)
    {
        var (bound, unknown) = HttpBlock.Bind(text, values);
        return unknown is null ? bound : throw new CannotRunException($"{{{{{unknown}}}}} is no variable and no secret of this environment. Nothing was sent.");
    }

    internal static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[MostRead];
        var length = await content.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd();
    }
}
