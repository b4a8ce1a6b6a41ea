using Tinedy.ChatOps.Application.Signals;

namespace Tinedy.ChatOps.Core.Tests.Desk;

/// <summary>A worker is spared the asking only by somebody who has looked since the last ring.</summary>
public sealed class BellTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Ticks clock = new();

    [Fact]
    public async Task A_worker_asks_by_itself_unless_somebody_has_looked_for_it()
    {
        using var bell = new Bell(clock);
        (await AsksAsync(bell)).ShouldBeTrue();
        bell.Rest(clock.GetTimestamp(), Second);
        (await AsksAsync(bell)).ShouldBeFalse();
        clock.Advance(Second);
        (await AsksAsync(bell)).ShouldBeTrue("nobody has looked again");
    }

    [Fact]
    public async Task A_look_that_began_before_the_ring_spares_nothing()
    {
        using var bell = new Bell(clock);
        var lookedAt = clock.GetTimestamp();
        clock.Advance(Second);
        bell.Stir();
        bell.Rest(lookedAt, 10 * Second);
        (await AsksAsync(bell)).ShouldBeTrue();
        bell.Rest(lookedAt + 1, 10 * Second);
        (await AsksAsync(bell)).ShouldBeTrue();
        clock.Advance(Second);
        bell.Rest(clock.GetTimestamp(), Second);
        (await AsksAsync(bell)).ShouldBeFalse();
        bell.Ring();
        (await AsksAsync(bell)).ShouldBeTrue();
    }

    [Fact]
    public async Task Rings_that_nobody_has_heard_yet_are_as_many_as_there_are_workers()
    {
        using var bell = new Bell(clock, workers: 2);
        for (var ring = 0; ring < 5; ring++) bell.Ring();
        clock.Advance(Second);
        bell.Rest(clock.GetTimestamp(), Second);

        (await AsksAsync(bell)).ShouldBeTrue();
        (await AsksAsync(bell)).ShouldBeTrue();
        (await AsksAsync(bell)).ShouldBeFalse();
    }

    private static Task<bool> AsksAsync(Bell bell) => bell.WaitAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    /// <summary>Stands still until it is moved.</summary>
    private sealed class Ticks : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}
