using System.Globalization;
using System.Security.Cryptography;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>Makes what Slack makes: timestamps that are ids, ids, hashes, triggers.</summary>
internal sealed class Identifiers(TimeProvider time)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Lock _gate = new();
    private long _lastMicroseconds;
    private int _number;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Seconds and microseconds. It is a message's id in its channel, so it only ever grows, also on a clock that stands still.</summary>
    public string Ts()
    {
        var now = (Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        long next;
        lock (_gate) next = _lastMicroseconds = Math.Max(now, _lastMicroseconds + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{next / 1_000_000}.{next % 1_000_000:D6}");
    }

    /// <param name="kind">What it is an id of: <c>V</c> for a view, <c>Ev</c> for an event.</param>
    public string Id(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}0{Interlocked.Increment(ref _number):X8}");

    /// <summary>What Slack puts where the app left a <c>block_id</c> or <c>action_id</c> out.</summary>
    public static string ShortId() => RandomNumberGenerator.GetString(Letters, 5);

    public static string Secret() => RandomNumberGenerator.GetString(Letters, 24);

    public string Hash() => string.Create(CultureInfo.InvariantCulture,
        $"{Now.ToUnixTimeSeconds()}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    public string Trigger() => string.Create(CultureInfo.InvariantCulture,
        $"{Now.ToUnixTimeMilliseconds()}.{Interlocked.Increment(ref _number)}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
}
