using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Interactions;

namespace Tinedy.ChatOps.Teams.Endpoints;

/// <summary>Whether a verified activity is for us: a good token alone says only that the connector sent it.</summary>
internal static class ActivityFilter
{
    public const string Channel = "msteams";

    /// <param name="claimed">The service address that the token is for; null in the Playground, which has no token.</param>
    /// <returns>Why it is not; null when it is.</returns>
    /// <exception cref="FormatException">A part that every activity has is missing; says which.</exception>
    public static string? Refuse(Activity activity, string? claimed, TeamsSettings settings)
    {
        if (!Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service)) throw new FormatException("the activity has no service address");
        if (!settings.Playground && !Same(activity.ServiceUrl, claimed)) return "the token is for another service address";
        if (!settings.IsService(service)) return "the service address is not on the list";
        if (activity.ChannelId != Channel && !settings.Playground) return "the channel is not Teams";
        if (activity.Conversation?.Id is not { Length: > 0 }) throw new FormatException("the activity has no conversation");
        if (activity.Recipient?.Id is not { Length: > 0 } recipient) throw new FormatException("the activity has no recipient");
        if (!settings.Playground && !recipient.EndsWith(settings.AppId, StringComparison.OrdinalIgnoreCase)) return "the activity is for another bot";
        return Tenants(activity).All(tenant => string.Equals(tenant, settings.TenantId, StringComparison.OrdinalIgnoreCase)) && Tenants(activity).Any()
            ? null
            : "the activity is of another tenant";
    }

    /// <summary>Named at two places; where both are, both count.</summary>
    private static IEnumerable<string> Tenants(Activity activity) => new[] { activity.Conversation?.TenantId, activity.ChannelData?.Tenant?.Id }.OfType<string>();

    private static bool Same(string address, string? claimed) =>
        claimed is not null && string.Equals(address.TrimEnd('/'), claimed.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
