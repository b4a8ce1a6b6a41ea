namespace Tinedy.ChatOps.Application.Time;

/// <summary>
/// A time of day that was asked for once and goes on by the monotonic clock: whatever was written by it is as far apart as it really was, wherever
/// somebody has moved the machine's wall clock in between.
/// </summary>
public class SteadyClock : TimeProvider
{
    private readonly TimeProvider machine;
    private Reading last;

    /// <param name="machine">Measures what passes; its wall clock is asked once, here.</param>
    public SteadyClock(TimeProvider machine)
    {
        this.machine = machine;
        last = new(machine.GetUtcNow(), MonotonicTime.Now(machine));
    }

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>How far the machine's wall clock is ahead of this one; negative when it is behind.</summary>
    public TimeSpan MachineIsAhead => machine.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow() => At(MonotonicTime.Now(this));

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>What this clock said or will say at a moment.</summary>
    protected DateTimeOffset At(MonotonicTime moment)
    {
        var known = Volatile.Read(ref last);
        return known.Time + (moment - known.Counted);
    }

    /// <summary>Goes on from another time of day.</summary>
    protected void Set(DateTimeOffset time, MonotonicTime counted) => Volatile.Write(ref last, new(time, counted));

    private sealed record Reading(DateTimeOffset Time, MonotonicTime Counted);
}
