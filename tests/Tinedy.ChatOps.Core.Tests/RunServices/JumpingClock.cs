namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>Two clocks, as every machine has: one goes on, the other is moved by people and time servers.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private DateTimeOffset wall = new(2026, 11, 27, 22, 0, 0, TimeSpan.Zero);
    private TimeSpan elapsed = TimeSpan.FromHours(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => wall;

    public override long GetTimestamp() => elapsed.Ticks;

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => (wall, elapsed) = (wall + time, elapsed + time);

    /// <summary>The wall clock is moved, and no time passes.</summary>
    public void Jump(TimeSpan by) => wall += by;
}
