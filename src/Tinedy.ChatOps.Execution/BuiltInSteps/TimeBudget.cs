namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>The time of a step, divided among what it does one after another.</summary>
/// <param name="whole"><see cref="Timeout.InfiniteTimeSpan"/>: without an end.</param>
internal sealed class TimeBudget(TimeSpan whole, TimeProvider clock)
{
    private readonly long since = clock.GetTimestamp();

    public TimeSpan Left => whole == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : Max(whole - clock.GetElapsedTime(since), TimeSpan.Zero);

    /// <summary>What one of <paramref name="parts"/> that are still to come may take; for ever where there is no end.</summary>
    public TimeSpan Share(int parts) => whole == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : Max(Left / parts, TimeSpan.FromMilliseconds(1));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
