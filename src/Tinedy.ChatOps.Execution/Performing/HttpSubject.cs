using System.Globalization;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Execution.Performing;

/// <summary>A request, again and again by one client, so that behind the warm-up the connection is there.</summary>
internal sealed class HttpSubject(Performance performance, TimeProvider clock) : ISubject
{
    private readonly HttpBlock block = HttpBlock.Read(performance.Text);
    private readonly HttpClient client = HttpPerformance.NewClient();

    public async Task<Seen> LookAsync(CancellationToken ct)
    {
        using var request = HttpPerformance.Bound(block, performance.Hosts);
        var began = clock.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var text = await HttpPerformance.ReadAsync(response, ct);
            var took = clock.GetElapsedTime(began);
            var unmet = HttpPerformance.Judged(block, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), text, took).Failure;
            return new(took, unmet, block.ValueIn(text));
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded)
        {
            // Nobody is there who should be: that is what a health check is for. A name that is not found is a mistake in the runbook.
            return new(clock.GetElapsedTime(began), $"no answer: {failure.Message}", null);
        }
    }

    public Findings NeverBack(Findings findings, TimeSpan within) => findings.Add(WatchPerformance.Unmet, FormattableString.Invariant($"no answer within {within.TotalSeconds:0.#} s"));

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
