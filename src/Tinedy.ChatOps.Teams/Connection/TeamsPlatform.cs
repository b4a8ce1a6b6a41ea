namespace Tinedy.ChatOps.Teams.Connection;

/// <summary>What accounts and places of this platform are called by, in settings and in the journal.</summary>
internal static class TeamsPlatform
{
    public const string Name = "teams";

    /// <summary>As people know it.</summary>
    public const string Title = "Teams";
}
