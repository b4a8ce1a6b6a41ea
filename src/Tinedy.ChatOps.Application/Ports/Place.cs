namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Where a run is told: a channel of a platform. Written <c>slack:T024BE7LH/C0G9QF9C6</c>; the local chat is its only channel: <c>local</c>.</summary>
/// <param name="Platform"><c>slack</c>, <c>teams</c> or <c>local</c>.</param>
/// <param name="Channel">The channel's immutable id there, with its team or tenant; empty where a platform is one channel.</param>
public readonly record struct Place(string Platform, string Channel = "")
{
    public static Place Local { get; } = new("local");

    public override string ToString() => Channel.Length == 0 ? Platform : $"{Platform}:{Channel}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Place Parse(string text) => text.Split(':', 2) is [var platform, var channel] ? new(platform, channel) : new(text);
}
