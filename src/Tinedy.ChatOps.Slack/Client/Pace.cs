using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Slack.Client;

/// <summary>
/// How often each method may be called. Slack counts per method, workspace and app in tiers of calls a minute, and posting per channel
/// and second (its rate-limit page); we stay below, so that what matters is never refused because of what does not. What Slack then
/// still asks for with a 429 is kept to, by everybody on this replica.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>A burst, and how much comes back in a minute: together at most what the tier allows in any minute.</summary>
    private static readonly Dictionary<string, (int Burst, double AMinute)> Tiers = new()
    {
        ["chat.postMessage"] = (5, 60),
        ["chat.update"] = (10, 40),
        ["conversations.history"] = (10, 40),
        ["conversations.replies"] = (10, 40),
        ["conversations.open"] = (10, 40),
        ["pins.add"] = (5, 15),
        ["files.getUploadURLExternal"] = (20, 80),
        ["files.completeUploadExternal"] = (20, 80),
    };

    private readonly RateLimiter<(string Method, string Channel)> limits = new((key, now) => new Bucket(Tiers.GetValueOrDefault(key.Method, (50, 100)), now), time);

    /// <summary>Takes one call; throws when it must wait, and then nothing has been sent.</summary>
    public void Take(string method, string channel)
    {
        if (limits.Take(Counted(method, channel)) is { } wait) throw new RoomBusyException(wait, $"{method} waits for its turn");
    }

    /// <summary>Slack said 429.</summary>
    public RoomBusyException Throttled(string method, string channel, TimeSpan wait)
    {
        limits.Close(Counted(method, channel), wait);
        return new RoomBusyException(wait, $"Slack asks to wait {wait.TotalSeconds:0} s with {method}");
    }

    /// <summary>Only posting is counted by channel.</summary>
    private static (string, string) Counted(string method, string channel) => (method, method == "chat.postMessage" ? channel : "");

    private sealed class Bucket((int Burst, double AMinute) tier, MonotonicTime since) : IRateLimit
    {
        private double left = tier.Burst;
        private MonotonicTime counted = since;

        public TimeSpan? Take(MonotonicTime now)
        {
            left = LeftAt(now);
            counted = now;
            if (left < 1) return TimeSpan.FromMinutes((1 - left) / tier.AMinute);
            left--;
            return null;
        }

        public bool IsUnused(MonotonicTime now) => LeftAt(now) >= tier.Burst;

        private double LeftAt(MonotonicTime now) => Math.Min(tier.Burst, left + ((now - counted).TotalMinutes * tier.AMinute));
    }
}
