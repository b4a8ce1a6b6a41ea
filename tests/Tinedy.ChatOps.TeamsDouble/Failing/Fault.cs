namespace Tinedy.ChatOps.TeamsDouble.Failing;

/// <summary>A way for the connector to fail.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>HTTP 500, nothing done.</summary>
    public sealed record Http500 : Fault;

    /// <summary>It is done, and the connection breaks before the answer.</summary>
    public sealed record AcceptThenDrop : Fault;

    /// <summary>Nothing is done, and no answer comes until the caller gives up.</summary>
    public sealed record Hang : Fault;

    /// <summary>The connection breaks, nothing done.</summary>
    public sealed record Drop : Fault;

    /// <summary>HTTP 429, nothing done.</summary>
    /// <param name="RetryAfter">As the header has it: seconds, a date, or what should not be there.</param>
    public sealed record Throttle(string RetryAfter) : Fault
    {
        public Throttle(int seconds) : this(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)) { }
    }

    /// <summary>A refusal, nothing done.</summary>
    public sealed record Refuse(int Status, string Code) : Fault;

    /// <summary>All goes well, after so long.</summary>
    public sealed record Delay(TimeSpan Wait) : Fault;
}
