using System.Globalization;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>What a sighting means for a criterion. Pure; what does not tell is said to be just that.</summary>
public static class WatchJudge
{
    public static WatchResult Of(Run run, Item criterion, WatchObservation seen)
    {
        var plan = criterion.Command!.Watch!;
        if (seen.Trouble is { } trouble) return new(WatchState.Error, trouble);
        if (seen.Unmet is { } unmet) return new(WatchState.Failed, unmet);
        return plan switch
        {
            { Slower: { } limit } => Compared(run, criterion, limit, seen),
            { Expect: { } expected } => Held(expected, seen.Value),
            _ => new(WatchState.Ok, "as expected"),
        };
    }

    private static WatchResult Held(NumberLimit expected, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return new(WatchState.Inconclusive, $"there is no value, expected {expected}");
        if (NumberLimit.ReadNumber(value) is not { } number) return new(WatchState.Inconclusive, $"\"{Short(value)}\" is no number, expected {expected}");
        return expected.IsMetBy(number)
            ? new(WatchState.Ok, $"the value is {NumberLimit.Say(number)}")
            : new(WatchState.Failed, $"the value is {NumberLimit.Say(number)}, expected {expected}", $"{NumberLimit.Say(number)}, limit {expected}");
    }

    private static WatchResult Compared(Run run, Item criterion, double limit, WatchObservation seen)
    {
        var when = criterion.Command!.Watch!.StartOf(run.Runbook) is { } start ? $"before {start.Number}" : "at the start";
        if (run.WatcherOf(criterion).Baseline is not { } before) return new(WatchState.Inconclusive, $"there is no baseline from {when}");
        var most = $"was {Say(before.Median)} {when}, limit {Say(before.Median * limit)}";
        // One run that is still out says more than all that came back: nothing has to be estimated to know that it took that long.
        if (seen.AtLeast is { } least && least > before.High * limit)
            return new(WatchState.Failed, $"{Subject(criterion)} has not come back within {Say(least)}", $"over {Say(least)}, {most}");
        if (MedianInterval.Of(seen.Samples) is not { } after)
            return new(WatchState.Inconclusive, $"{seen.Samples.Length} samples are too few, at least {MedianInterval.Fewest} are needed");
        if (Comparison.Of(before, after) is not { } compared) return new(WatchState.Inconclusive, $"{Subject(criterion)} is too short to be measured");

        var range = string.Create(CultureInfo.InvariantCulture, $"{compared.Low:0.0} to {compared.High:0.0} times");
        var measured = $"{Say(after.Median)}, {most} · {range}";
        return compared.Judge(limit) switch
        {
            WatchState.Failed => new(WatchState.Failed, string.Create(CultureInfo.InvariantCulture, $"{Subject(criterion)} has taken {compared.Ratio:0.0} times as long"), measured),
            WatchState.Ok => new(WatchState.Ok, $"{Subject(criterion)} takes {Say(after.Median)}", measured),
            _ => new(WatchState.Inconclusive, string.Create(CultureInfo.InvariantCulture, $"{Subject(criterion)} takes {range} as long, the limit is {limit:0.0}: the noise is larger than the difference"), measured),
        };
    }

    private static string Subject(Item criterion) => criterion.Command!.Kind switch
    {
        CommandKind.Sql => "the query",
        CommandKind.Http => "the request",
        _ => "the command",
    };

    /// <summary>"0.42 ms", "12 ms", "0.8 s", "1.9 s": two digits that count, as far as they go.</summary>
    public static string Say(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms"),
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalMilliseconds: < 500 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => Durations.Say(time),
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
