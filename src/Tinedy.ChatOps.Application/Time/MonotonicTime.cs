namespace Tinedy.ChatOps.Application.Time;

/// <summary>
/// A moment of this process on the clock that only ever goes forward. It serves to measure how long something took, lasts or has to wait,
/// and has no date: there is no way from it to the wall clock, which people, time servers and suspended machines move.
/// </summary>
/// <remarks>The default value lies before every other: where it means "never", a wait that began then has long been over.</remarks>
public readonly record struct MonotonicTime : IComparable<MonotonicTime>
{
    private readonly long ticks;

    private MonotonicTime(long ticks) => this.ticks = ticks;

    public static MonotonicTime Now(TimeProvider time) => new(Never + time.GetElapsedTime(0, time.GetTimestamp()).Ticks);

    /// <summary>Between the default value and the start of the clock lie a hundred years.</summary>
    private static long Never { get; } = TimeSpan.FromDays(36_500).Ticks;

    public int CompareTo(MonotonicTime other) => ticks.CompareTo(other.ticks);

    public static TimeSpan operator -(MonotonicTime later, MonotonicTime earlier) => TimeSpan.FromTicks(later.ticks - earlier.ticks);

    public static MonotonicTime operator +(MonotonicTime from, TimeSpan wait) => new(from.ticks + wait.Ticks);

    public static bool operator <(MonotonicTime one, MonotonicTime other) => one.ticks < other.ticks;

    public static bool operator >(MonotonicTime one, MonotonicTime other) => one.ticks > other.ticks;

    public static bool operator <=(MonotonicTime one, MonotonicTime other) => one.ticks <= other.ticks;

    public static bool operator >=(MonotonicTime one, MonotonicTime other) => one.ticks >= other.ticks;
}
