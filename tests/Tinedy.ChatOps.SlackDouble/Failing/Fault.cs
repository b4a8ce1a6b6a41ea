namespace Tinedy.ChatOps.SlackDouble.Failing;

/// <summary>A way for Slack to fail.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>HTTP 500, nothing done.</summary>
    public sealed record Http500 : Fault;

    /// <summary>HTTP 200 with a page instead of JSON, nothing done: a proxy in between, or Slack's own apology.</summary>
    public sealed record Html : Fault;

    /// <summary>It is done, and no answer comes until the caller gives up.</summary>
    public sealed record AcceptThenTimeOut : Fault;

    /// <summary>It is done, and the connection breaks before the answer.</summary>
    public sealed record AcceptThenDrop : Fault;

    /// <summary>The connection breaks, nothing done.</summary>
    public sealed record Drop : Fault;

    /// <summary>Nothing is done, and no answer comes until the caller gives up.</summary>
    public sealed record Hang : Fault;

    /// <summary>HTTP 429, nothing done.</summary>
    /// <param name="RetryAfter">As the header has it: seconds, a date, or what should not be there.</param>
    public sealed record Throttle(string RetryAfter) : Fault
    {
        public Throttle(int seconds) : this(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)) { }
    }

    /// <summary>A refusal with this code, nothing done.</summary>
    public sealed record Error(string Code) : Fault;

    /// <summary>All goes well, after so long of Slack's time.</summary>
    public sealed record Delay(TimeSpan Wait) : Fault;
}
