using System.Globalization;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// A look of a watcher, all its samples in this one process and on one connection, so that nothing but the thing itself is measured. It reports
/// what it saw and judges nothing: a fear that came true is no failure of the look.
/// </summary>
internal static class WatchStep
{
    public const string Unmet = "unmet";
    public const string Value = "value";
    public const string Samples = "samples";
    public const string AtLeast = "at_least";

    public static async Task<Findings> RunAsync(BuiltInStep performance, TimeProvider clock, CancellationToken ct)
    {
        var sampling = performance.Sampling!;
        var findings = new Findings();
        var durations = new List<TimeSpan>();
        await using var subject = await OpenAsync(performance, clock, ct);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        enough.CancelAfter(sampling.Budget);
        for (var run = 0; run < sampling.WarmUp + sampling.Samples; run++)
        {
            var began = clock.GetTimestamp();
            try
            {
                var seen = await subject.LookAsync(enough.Token);
                if (seen.Unmet is { } unmet) return findings.Add(Unmet, unmet);
                if (run >= sampling.WarmUp) durations.Add(seen.Took);
                // Only the last run's: with samples, nobody asks for a value.
                if (seen.Value is { } value && run == sampling.WarmUp + sampling.Samples - 1) findings.Add(Value, value);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                if (!sampling.IsTimed) return subject.NeverBack(findings, sampling.Budget);
                findings.Add(AtLeast, Milliseconds(clock.GetElapsedTime(began)));
                break;
            }
        }
        return sampling.IsTimed ? findings.Add(Samples, string.Join(' ', durations.Select(Milliseconds))) : findings;
    }

    private static async Task<IWatchSubject> OpenAsync(BuiltInStep performance, TimeProvider clock, CancellationToken ct) => performance.Sampling!.Kind switch
    {
        CommandKind.Sql => await SqlSubject.OpenAsync(performance, clock, ct),
        CommandKind.Http => new HttpSubject(performance, clock),
        var kind => new ShellSubject(kind, performance.Text, clock),
    };

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>What a watcher looks at, as often as it is told to.</summary>
internal interface IWatchSubject : IAsyncDisposable
{
    Task<SubjectResult> LookAsync(CancellationToken ct);

    /// <summary>What it means that no answer came.</summary>
    Findings NeverBack(Findings findings, TimeSpan within);
}

/// <param name="Unmet">What was expected and not found, as the rest of a sentence; null: nothing.</param>
/// <param name="Value">The number it gave, as it gave it; null: none.</param>
internal sealed record SubjectResult(TimeSpan Took, string? Unmet, string? Value);
