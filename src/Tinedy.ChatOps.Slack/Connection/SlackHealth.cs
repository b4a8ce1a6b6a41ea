using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Slack.Connection;

/// <summary>What is known of the connection to Slack, told as it is.</summary>
internal sealed partial class SlackHealth(SlackSettings settings, TimeProvider time, ILogger<SlackHealth> logger) : IRoomHealth
{
    private readonly Lock gate = new();
    private string? outward = "Slack has not been asked yet";
    private string? inward;
    private string? gone;
    private int removals;
    private int sockets;
    private DateTimeOffset since = time.GetUtcNow();

    public string Platform => "slack";

    /// <summary>Null when all is well. What we send and what comes in through sockets have tokens of their own, so each has its own trouble.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate) return gone ?? (settings.AppToken is not null && sockets == 0 ? NoSocket : outward);
        }
    }

    private string NoSocket => $"no socket is open since {since:HH:mm} UTC{(inward is null ? "" : $": {inward}")}";

    /// <summary>The last call failed, and nothing has worked since: to be asked again, though nobody has anything to say.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (gate) return outward is not null || gone is not null;
        }
    }

    /// <summary>How often the app was removed so far: to be read before Slack is asked.</summary>
    public int Removals
    {
        get
        {
            lock (gate) return removals;
        }
    }

    /// <summary>Slack has answered our token: whoever removed the app has installed it again, unless that was asked before it was removed.</summary>
    /// <param name="removalsBefore"><see cref="Removals"/>, as it was when Slack was asked.</param>
    public void Works(int removalsBefore) => Set(() =>
    {
        outward = null;
        if (removalsBefore == removals) gone = null;
    });

    public void Fails(string why) => Set(() => outward = why);

    public void SocketOpened() => Set(() => (sockets, inward) = (sockets + 1, null));

    public void SocketFails(string why) => Set(() => inward = why);

    public void SocketClosed() => Set(() =>
    {
        sockets--;
        since = time.GetUtcNow();
    });

    /// <summary>Somebody removed the app: only they can bring it back.</summary>
    public void Removed(string why)
    {
        Set(() => (gone, removals) = ($"the app was removed from the workspace ({why})", removals + 1));
        LogRemoved(why);
    }

    private void Set(Action change)
    {
        lock (gate) change();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Slack took this app out of the workspace ({Why}): nobody there sees or asks anything. Install it again and start anew.")]
    private partial void LogRemoved(string why);
}
