namespace Tinedy.ChatOps.TeamsDouble.Failing;

/// <summary>A way for the connector to fail.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>HTTP 500, nothing done.</summary>
    public sealed record Http500 : Fault;

    /// <summary>It is done, and the connection breaks before the answer.</summary>
    public sealed record AcceptThenDrop : Fault;

    /// <summary>HTTP 429, nothing done.</summary>
    public sealed record Throttle(int RetryAfterSeconds) : Fault;

    /// <summary>A refusal, nothing done.</summary>
    public sealed record Refuse(int Status, string Code) : Fault;

    /// <summary>All goes well, after so long.</summary>
    public sealed record Delay(TimeSpan Wait) : Fault;
}
