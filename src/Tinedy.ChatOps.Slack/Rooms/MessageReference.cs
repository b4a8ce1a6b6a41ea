namespace Tinedy.ChatOps.Slack.Rooms;

/// <summary>A message of ours: its channel, and its timestamp, which is its name there. Kept as <c>C0G9QF9C6/1795641360.000100</c>.</summary>
internal readonly record struct MessageReference(string Channel, string Ts)
{
    public override string ToString() => $"{Channel}/{Ts}";

    /// <summary>Reads what <see cref="ToString"/> wrote; of anything else (a board that was refused) Slack says that there is none.</summary>
    public static MessageReference Parse(string text) => text.Split('/', 2) is [var channel, var ts] ? new(channel, ts) : new(text, text);
}
