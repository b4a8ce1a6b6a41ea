namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>A member of the workspace, or a stranger from another one.</summary>
/// <param name="Id">Opaque and stable; the only thing that may be trusted.</param>
/// <param name="Name">The handle, which its owner may change.</param>
public sealed record SlackUser(string Id, string Name)
{
    public string? RealName { get; init; }

    public string? Email { get; init; }

    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>Empty: the workspace's own team.</summary>
    public string TeamId { get; init; } = "";

    public bool IsBot { get; init; }

    public bool IsDeleted { get; init; }

    public bool IsRestricted { get; init; }

    public bool IsUltraRestricted { get; init; }

    /// <summary>From another workspace, seen through a shared channel.</summary>
    public bool IsStranger { get; init; }
}
