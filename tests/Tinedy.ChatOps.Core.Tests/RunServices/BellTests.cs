using Tinedy.ChatOps.Application.Signals;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>A worker is spared the asking only by somebody who has looked since the last ring.</summary>
public sealed class BellTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Ticks clock = new();

    [Fact]
    public async Task A_worker_asks_by_itself_unless_somebody_has_looked_for_it()
    {
        using var signal = new WakeSignal(clock);
        (await AsksAsync(signal)).ShouldBeTrue();
        signal.Rest(clock.GetTimestamp(), Second);
        (await AsksAsync(signal)).ShouldBeFalse();
        clock.Advance(Second);
        (await AsksAsync(signal)).ShouldBeTrue("nobody has looked again");
    }

    [Fact]
    public async Task A_look_that_began_before_the_ring_spares_nothing()
    {
        using var signal = new WakeSignal(clock);
        var lookedAt = clock.GetTimestamp();
        clock.Advance(Second);
        signal.Stir();
        signal.Rest(lookedAt, 10 * Second);
        (await AsksAsync(signal)).ShouldBeTrue();
        signal.Rest(lookedAt + 1, 10 * Second);
        (await AsksAsync(signal)).ShouldBeTrue();
        clock.Advance(Second);
        signal.Rest(clock.GetTimestamp(), Second);
        (await AsksAsync(signal)).ShouldBeFalse();
        signal.Ring();
        (await AsksAsync(signal)).ShouldBeTrue();
    }

    [Fact]
    public async Task Rings_that_nobody_has_heard_yet_are_as_many_as_there_are_workers()
    {
        using var signal = new WakeSignal(clock, workers: 2);
        for (var ring = 0; ring < 5; ring++) signal.Ring();
        clock.Advance(Second);
        signal.Rest(clock.GetTimestamp(), Second);

        (await AsksAsync(signal)).ShouldBeTrue();
        (await AsksAsync(signal)).ShouldBeTrue();
        (await AsksAsync(signal)).ShouldBeFalse();
    }

    private static Task<bool> AsksAsync(WakeSignal signal) => signal.WaitAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    /// <summary>Stands still until it is moved.</summary>
    private sealed class Ticks : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
