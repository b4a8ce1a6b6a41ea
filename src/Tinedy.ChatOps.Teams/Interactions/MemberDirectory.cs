using System.Net;
using System.Text.Json;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// What Teams itself says of the people in an activity. Only of people on the list is it asked: a stranger is refused without it, and
/// cannot use up our calls.
/// </summary>
internal sealed class MemberDirectory(Connector connector, RunService runs, TeamsSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly ExpiringCache<Member> members = new(Fresh, _ => true, time);

    /// <exception cref="UnknownMemberException">Teams does not say who somebody is, and never has.</exception>
    public async Task<Speaker> SpeakerAsync(ActivitySource source, CancellationToken ct)
    {
        if (runs.Access.Find(source.Who) is null) return new(source.Who, source.Where);
        try
        {
            var member = await members.GetAsync(source.Who.ToString(), () => AskAsync(source, ct));
            return new(source.Who, source.Where) { Membership = member.Membership, Email = member.Email };
        }
        catch (Exception away) when (away is TeamsUnavailableException or TeamsRefusedException or RoomBusyException)
        {
            throw new UnknownMemberException(TeamsPlatform.Title, away);
        }
    }

    private async Task<Member> AskAsync(ActivitySource source, CancellationToken ct)
    {
        try
        {
            return Judge(await connector.MemberAsync(source.Service, source.Conversation, source.Account, ct), source);
        }
        catch (TeamsRefusedException gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            return new(Membership.Deactivated, null);
        }
    }

    /// <summary>Guests and people of other organisations do not act, whatever the list says.</summary>
    private Member Judge(JsonElement answer, ActivitySource source)
    {
        var isOurs = answer.Text("tenantId") is not { } tenant || string.Equals(tenant, settings.TenantId, StringComparison.OrdinalIgnoreCase);
        var isTheOne = (answer.Text("aadObjectId") ?? answer.Text("objectId")) is not { } person || string.Equals(person, source.Who.User, StringComparison.OrdinalIgnoreCase);
        // Entra names a guest's account after the one they come from: po_partner.example#EXT#@ours.example.
        var isGuest = answer.Text("userRole") is not (null or "user") || answer.Text("userPrincipalName")?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true;
        return new(isOurs && isTheOne && !isGuest ? Membership.Member : Membership.Guest, answer.Text("email"));
    }

    private sealed record Member(Membership Membership, string? Email);
}
