using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Core.Desk;

namespace Tinedy.ChatOps.Slack;

/// <summary>What is known of the connection to Slack, told as it is.</summary>
internal sealed partial class SlackHealth(SlackSettings settings, TimeProvider time, ILogger<SlackHealth> logger) : IRoomHealth
{
    private readonly Lock gate = new();
    private string? trouble = "Slack has not been asked yet";
    private string? gone;
    private int sockets;
    private DateTimeOffset since = time.GetUtcNow();

    public string Platform => "slack";

    /// <summary>Null when all is well.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate) return gone ?? (settings.AppToken is not null && sockets == 0 ? $"no socket is open since {since:HH:mm} UTC" : trouble);
        }
    }

    public void Works() => Set(() => trouble = null);

    public void Fails(string why) => Set(() => trouble = why);

    public void SocketOpened() => Set(() => sockets++);

    public void SocketClosed() => Set(() =>
    {
        sockets--;
        since = time.GetUtcNow();
    });

    /// <summary>Somebody removed the app: only they can bring it back.</summary>
    public void Removed(string why)
    {
        Set(() => gone = $"the app was removed from the workspace ({why})");
        LogRemoved(why);
    }

    private void Set(Action change)
    {
        lock (gate) change();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Slack took this app out of the workspace ({Why}): nobody there sees or asks anything. Install it again and start anew.")]
    private partial void LogRemoved(string why);
}
