using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Chat.Endpoints;

/// <summary>
/// Which refusals are written down. Anybody can send what is refused, as much as they like: of each second the first hundred are written
/// one by one, and the rest as their number, so that nobody fills a disk from outside or makes a refusal dear.
/// </summary>
public sealed class LogSampler(TimeProvider time)
{
    private const int EachSecond = 100;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private MonotonicTime began;
    private int written;
    private int unwritten;

    /// <summary>Whether this one is to be written, and how many were not since the last that was.</summary>
    public (bool IsWritten, int Others) Count()
    {
        var now = MonotonicTime.Now(time);
        lock (gate)
        {
            if (now - began >= Second) (began, written) = (now, 0);
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
}
