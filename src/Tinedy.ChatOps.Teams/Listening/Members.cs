using Tinedy.ChatOps.Teams.Rooms;
using System.Net;
using System.Text.Json;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.Client;

namespace Tinedy.ChatOps.Teams.Listening;

/// <summary>
/// What Teams itself says of the people in an activity. Only of people on the list is it asked: a stranger is refused without it, and
/// cannot use up our calls.
/// </summary>
internal sealed class Members(Connector connector, RunDesk desk, TeamsSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly Remembered<Member> members = new(Fresh, _ => true, time);

    /// <exception cref="UnknownMemberException">Teams does not say who somebody is, and never has.</exception>
    public async Task<Speaker> SpeakerAsync(Spot spot, CancellationToken ct)
    {
        if (desk.House.Find(spot.Who) is null) return new(spot.Who, spot.Where);
        try
        {
            var member = await members.GetAsync(spot.Who.ToString(), () => AskAsync(spot, ct));
            return new(spot.Who, spot.Where) { Membership = member.Membership, Email = member.Email };
        }
        catch (Exception away) when (away is TeamsSilence or TeamsRefusal or RoomBusyException)
        {
            throw new UnknownMemberException(away);
        }
    }

    private async Task<Member> AskAsync(Spot spot, CancellationToken ct)
    {
        try
        {
            return Judge(await connector.MemberAsync(spot.Service, spot.Conversation, spot.Account, ct), spot);
        }
        catch (TeamsRefusal gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            return new(Membership.Deactivated, null);
        }
    }

    /// <summary>Guests and people of other organisations do not act, whatever the list says.</summary>
    private Member Judge(JsonElement answer, Spot spot)
    {
        var isOurs = answer.Text("tenantId") is not { } tenant || string.Equals(tenant, settings.TenantId, StringComparison.OrdinalIgnoreCase);
        var isTheOne = (answer.Text("aadObjectId") ?? answer.Text("objectId")) is not { } person || string.Equals(person, spot.Who.User, StringComparison.OrdinalIgnoreCase);
        // Entra names a guest's account after the one they come from: po_partner.example#EXT#@ours.example.
        var isGuest = answer.Text("userRole") is not (null or "user") || answer.Text("userPrincipalName")?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true;
        return new(isOurs && isTheOne && !isGuest ? Membership.Member : Membership.Guest, answer.Text("email"));
    }

    private sealed record Member(Membership Membership, string? Email);
}

/// <summary>Teams does not say who somebody is: nothing can be done for them until it does.</summary>
internal sealed class UnknownMemberException(Exception why) : Exception("Teams does not say who this is: " + why.Message, why);
