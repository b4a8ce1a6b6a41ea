using Tinedy.ChatOps.Slack.Connection;
using System.Text.Json;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Slack.Client;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>
/// What Slack itself says of the people and channels in a payload. Only of people on the list is it asked: a stranger is refused
/// without it, and cannot use up our calls.
/// </summary>
internal sealed class WorkspaceDirectory(SlackApi slack, RunService runs, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly ExpiringCache<Membership> members = new(Fresh, _ => true, time);
    private const int MostNames = 10;
    private readonly ExpiringCache<string?> names = new(Fresh, name => name is not null, time);
    private readonly ExpiringCache<ChannelState> channels = new(Fresh, state => state != ChannelState.NotInvited, time);

    /// <exception cref="UnknownMemberException">Slack does not say who somebody is, and never has.</exception>
    public async Task<Speaker> SpeakerAsync(Identity who, Place? where, CancellationToken ct)
    {
        if (runs.Access.Find(who) is null) return new(who, where);
        var member = MembershipAsync(who, ct);
        var channel = where is { } place ? ChannelAsync(place, ct) : Task.FromResult(ChannelState.Own);
        return new(who, where) { Membership = await member, Channel = await channel };
    }

    /// <summary>The names of those whom a text names by their ids, as people see them; whom Slack does not name is not there.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(Identity asker, TypedText text, CancellationToken ct)
    {
        var found = new Dictionary<string, string>();
        if (runs.Access.Find(asker) is null) return found;
        foreach (var id in text.Nameless.Take(MostNames))
            if (await NameAsync(asker, id, ct) is { Length: > 0 } name) found[id] = name;
        return found;
    }

    private async Task<string?> NameAsync(Identity asker, string id, CancellationToken ct)
    {
        if (id[0] == '@' && runs.Access.Find(asker with { User = id[1..] }) is { } person) return person.Name;
        try
        {
            return await names.GetAsync(id, async () => id[0] == '@' ? NameOf(await UserAsync(id[1..], ct)) : (await slack.ChannelAsync(id[1..], ct)).Text("channel", "name"));
        }
        catch (Exception away) when (away is SlackUnavailableException or SlackRefusedException or RoomBusyException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonElement? user) => user is not { } json ? null
        : new[] { json.Text("user", "profile", "display_name"), json.Text("user", "real_name"), json.Text("user", "name") }.FirstOrDefault(name => name is { Length: > 0 });

    /// <summary>Asks for everybody on the list, so that the first click of each costs nothing and an outage later changes nothing.</summary>
    public async Task GreetAsync(CancellationToken ct)
    {
        foreach (var account in runs.Access.People.SelectMany(person => person.Identities).Where(account => account.Platform == SlackPlatform.Name))
            await MembershipAsync(account, ct);
    }

    private async Task<Membership> MembershipAsync(Identity who, CancellationToken ct)
    {
        try
        {
            return await members.GetAsync(who.ToString(), async () => Judge(await UserAsync(who.User, ct), who));
        }
        catch (Exception away) when (away is SlackUnavailableException or SlackRefusedException or RoomBusyException)
        {
            throw new UnknownMemberException(SlackPlatform.Title, away);
        }
    }

    private async Task<JsonElement?> UserAsync(string user, CancellationToken ct)
    {
        try
        {
            return await slack.UserAsync(user, ct);
        }
        catch (SlackRefusedException unknown) when (unknown.Error is "user_not_found" or "user_not_visible")
        {
            return null;
        }
    }

    /// <summary>Guests, people of other organisations, bots and the departed do not act, whatever the list says.</summary>
    private static Membership Judge(JsonElement? answer, Identity who)
    {
        if (answer is not { } json) return Membership.Deactivated;
        if (json.Is("user", "deleted")) return Membership.Deactivated;
        if (json.Is("user", "is_bot") || json.Is("user", "is_workflow_bot") || who.User == "USLACKBOT") return Membership.Bot;
        if (json.Is("user", "is_restricted") || json.Is("user", "is_ultra_restricted") || json.Is("user", "is_stranger")) return Membership.Guest;
        return json.Text("user", "team_id") is { } team && team != who.Tenant && json.Text("user", "enterprise_user", "enterprise_id") is null ? Membership.Guest : Membership.Member;
    }

    /// <summary>While Slack is away and nothing is known, a channel is taken for our own: who may act does not depend on it.</summary>
    private async Task<ChannelState> ChannelAsync(Place place, CancellationToken ct)
    {
        try
        {
            return await channels.GetAsync(place.Channel, () => AskAsync(place.ChannelId(), ct));
        }
        catch (Exception away) when (away is SlackUnavailableException or SlackRefusedException or RoomBusyException)
        {
            return ChannelState.Own;
        }
    }

    private async Task<ChannelState> AskAsync(string channel, CancellationToken ct)
    {
        try
        {
            var json = await slack.ChannelAsync(channel, ct);
            if (json.Is("channel", "is_ext_shared") || json.Is("channel", "is_pending_ext_shared") || json.List("channel", "pending_shared").Any()) return ChannelState.Shared;
            return json.IsNot("channel", "is_member") ? ChannelState.NotInvited : ChannelState.Own;
        }
        catch (SlackRefusedException unseen) when (unseen.Error == "channel_not_found")
        {
            // A private channel that the bot is not in does not exist for it.
            return ChannelState.NotInvited;
        }
    }
}
