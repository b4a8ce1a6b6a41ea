using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Teams.Connection;

/// <summary>What is known of the connection to Teams, told as it is.</summary>
internal sealed class TeamsHealth : IRoomHealth
{
    private volatile string? outward = "Teams has not been asked yet";
    private volatile string? inward;

    public string Platform => "teams";

    /// <summary>Null when all is well.</summary>
    public string? Trouble => inward ?? outward;

    public void Works() => outward = null;

    public void Fails(string why) => outward = why;

    /// <summary>The keys that activities are verified with are known.</summary>
    public void Verifies() => inward = null;

    /// <summary>Nobody in Teams can reach us.</summary>
    public void CannotVerify(string why) => inward = why;
}
