using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Slack.Connection;

/// <summary>A place of Slack taken apart: <c>T024BE7LH/C0G9QF9C6</c>.</summary>
internal static class SlackPlaces
{
    public static string TeamId(this Place place) => place.Channel.Split('/')[0];

    public static string ChannelId(this Place place) => place.Channel[(place.Channel.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
