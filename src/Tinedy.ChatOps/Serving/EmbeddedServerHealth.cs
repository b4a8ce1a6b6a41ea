namespace Tinedy.ChatOps.Serving;

/// <summary>What is wrong with the embedded server, for <c>/health/ready</c>; nothing where the database is somebody else's.</summary>
internal sealed class EmbeddedServerHealth
{
    private volatile string? trouble;

    /// <summary>In a sentence; null while it runs.</summary>
    public string? Trouble
    {
        get => trouble;
        set => trouble = value;
    }
}
