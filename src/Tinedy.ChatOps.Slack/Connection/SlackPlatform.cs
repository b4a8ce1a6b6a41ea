namespace Tinedy.ChatOps.Slack.Connection;

/// <summary>What accounts and places of this platform are called by, in settings and in the journal.</summary>
internal static class SlackPlatform
{
    public const string Name = "slack";

    /// <summary>As people know it.</summary>
    public const string Title = "Slack";
}
