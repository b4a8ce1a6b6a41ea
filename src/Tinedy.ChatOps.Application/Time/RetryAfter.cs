using System.Globalization;

namespace Tinedy.ChatOps.Application.Time;

/// <summary>
/// How long a platform asks to be left alone, read from its <c>Retry-After</c>: seconds or a date (RFC 9110, 10.2.3). Whatever it says,
/// nobody waits longer than <see cref="Longest"/>: one absurd value must not silence a room.
/// </summary>
/// <param name="Wait">How long it is waited.</param>
/// <param name="Asked">What the header said, when that was longer; null when nothing was cut.</param>
public readonly record struct RetryAfter(TimeSpan Wait, string? Asked)
{
    /// <summary>Longer than either platform asks for in earnest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <param name="header">As it came; null without one.</param>
    /// <param name="sent">When the answer was sent, by the sender's own clock where it says so: a date is compared with that.</param>
    /// <param name="usual">Where it says nothing that could be waited for.</param>
    public static RetryAfter Read(string? header, DateTimeOffset sent, TimeSpan usual)
    {
        var asked = header?.Trim();
        var wait = Seconds(asked) ?? Until(asked, sent) ?? usual;
        if (wait <= TimeSpan.Zero) wait = usual;
        return wait > Longest ? new(Longest, asked) : new(wait, null);
    }

    private static TimeSpan? Seconds(string? asked) =>
        double.TryParse(asked, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds + 1))
            : null;

    private static TimeSpan? Until(string? asked, DateTimeOffset sent) =>
        DateTimeOffset.TryParse(asked, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until - sent : null;
}
