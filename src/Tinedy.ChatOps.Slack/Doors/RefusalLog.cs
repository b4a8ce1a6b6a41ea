using Microsoft.Extensions.Logging;

namespace Tinedy.ChatOps.Slack.Doors;

/// <summary>
/// Why requests were refused. Anybody can send what is refused, as much as they like: of each second the first hundred are written down
/// one by one, and the rest as their number, so that nobody fills a disk from outside or makes a refusal dear.
/// </summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<SlackDoors> logger)
{
    private const int EachSecond = 100;
    private readonly Lock gate = new();
    private long second;
    private int written;
    private int unwritten;

    public void Write(string path, int status, string why)
    {
        var (isWritten, others) = Count();
        if (others > 0) LogOthers(others);
        if (isWritten) LogRefused(path, status, why);
    }

    /// <summary>Whether this one is to be written, and how many were not since the last that was.</summary>
    private (bool IsWritten, int Others) Count()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            if (now != second) (second, written) = (now, 0);
            if (written == EachSecond)
            {
                unwritten++;
                return (false, 0);
            }
            var others = unwritten;
            (written, unwritten) = (written + 1, 0);
            return (true, others);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused at {Path} with {Status}: {Why}.")]
    private partial void LogRefused(string path, int status, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Others} more requests were refused before; too many came to say why each was.")]
    private partial void LogOthers(int others);
}
