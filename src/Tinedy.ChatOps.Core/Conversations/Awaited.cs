namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>What an answer waits for at this moment, so that whoever is told that it takes longer is told the truth.</summary>
public sealed class Awaited
{
    public const string Database = "the database";

    private volatile string? what;

    /// <summary>"the database", "Slack"; null while nothing but our own work is waited for.</summary>
    public string? What => what;

    /// <summary>From here on this is waited for, until something else is said.</summary>
    public void Is(string? awaited) => what = awaited;
}
