using System.Globalization;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>A request, again and again by one client, so that behind the warm-up the connection is there.</summary>
internal sealed class HttpSubject(BuiltInStep performance, TimeProvider clock) : IWatchSubject
{
    private readonly HttpBlock block = HttpBlock.Read(performance.Text);
    private readonly HttpClient client = HttpStep.NewClient();

    public async Task<SubjectResult> LookAsync(CancellationToken ct)
    {
        using var request = HttpStep.Bound(block, performance.Hosts);
        var began = clock.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var text = await HttpStep.ReadAsync(response, ct);
            var took = clock.GetElapsedTime(began);
            var unmet = HttpStep.Judged(block, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), text, took).Failure;
            return new(took, unmet, block.ValueIn(text));
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded)
        {
            // Nobody is there who should be: that is what a health check is for. A name that is not found is a mistake in the runbook.
            return new(clock.GetElapsedTime(began), $"no answer: {failure.Message}", null);
        }
    }

    public Findings NeverBack(Findings findings, TimeSpan within) => findings.Add(WatchStep.Unmet, FormattableString.Invariant($"no answer within {within.TotalSeconds:0.#} s"));

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
