using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Teams.Connection;

/// <summary>A place of Teams taken apart: <c>TENANT/19:abc@thread.tacv2</c>.</summary>
internal static class TeamsPlaces
{
    private const string Thread = ";messageid=";

    public static Place Of(string tenant, string conversation) => new(TeamsPlatform.Name, $"{tenant}/{Root(conversation)}");

    public static string Tenant(this Place place) => place.Channel.Split('/')[0];

    public static string Conversation(this Place place) => place.Channel[(place.Channel.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Only channels have threads; in a group chat everything stands one below the other.</summary>
    public static string InThread(this Place place, string root) =>
        place.Conversation().EndsWith("@thread.tacv2", StringComparison.Ordinal) || place.Conversation().EndsWith("@thread.skype", StringComparison.Ordinal)
            ? place.Conversation() + Thread + root
            : place.Conversation();

    private static string Root(string conversation) =>
        conversation.IndexOf(Thread, StringComparison.Ordinal) is var at and >= 0 ? conversation[..at] : conversation;
}
