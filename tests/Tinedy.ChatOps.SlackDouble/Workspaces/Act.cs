namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>
/// One act of a person: what Slack minted for it, and what has been used up of that. A trigger opens one view within three seconds;
/// a response address answers five times within thirty minutes.
/// </summary>
internal sealed class Act(string id, string user, string trigger, string ticket, DateTimeOffset at)
{
    private static readonly TimeSpan ResponseLife = TimeSpan.FromMinutes(30);
    private const int MostResponses = 5;

    private bool _isExchanged;
    private int _responses;

    public string Id => id;

    public string User => user;

    public string Trigger => trigger;

    /// <summary>The secret part of the response address.</summary>
    public string Ticket => ticket;

    public required TimeSpan TriggerLife { get; init; }

    public string? Channel { get; init; }

    /// <summary>What was clicked on: a message or a whisper; null for a command.</summary>
    public SlackContent? Source { get; init; }

    /// <summary>The view that was clicked in or submitted; only such an act can push another one on it.</summary>
    public string? ViewId { get; init; }

    /// <summary>Why the trigger opens nothing; null when it does, and then it is used up. Under the workspace's lock.</summary>
    public string? RefuseTrigger(DateTimeOffset now)
    {
        // The codes of views.open; "trigger_expired" and "trigger_exchanged" are those of the retired dialog.open.
        if (_isExchanged) return "exchanged_trigger_id";
        if (now - at > TriggerLife) return "expired_trigger_id";
        _isExchanged = true;
        return null;
    }

    /// <summary>Why the response address takes nothing; null when it does, and then one use is gone. Under the workspace's lock.</summary>
    public string? RefuseResponse(DateTimeOffset now)
    {
        if (now - at > ResponseLife) return "expired_url";
        if (_responses >= MostResponses) return "used_url";
        _responses++;
        return null;
    }
}
