using System.Collections.Concurrent;
using System.Net;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Rooms;

/// <summary>
/// Where channels and people are reached: the service address that came with their activities, and the personal chat with each. Learned
/// from verified activities alone, and kept, because a board must be brought up to date after a restart too.
/// </summary>
internal sealed class ConversationDirectory(IAddressBook book, Connector connector, RunService runs, TeamsSettings settings)
{
    /// <summary>Serves every region of the public cloud until somebody has spoken from theirs.</summary>
    private const string AnyRegion = "teams/";

    private readonly ConcurrentDictionary<string, string> known = new();

    private string Tenant => $"{TeamsPlatform.Name}:{settings.TenantId}";

    /// <summary>Somebody spoke: what that tells is there at once, and kept by the returned task.</summary>
    public Task MeetAsync(ActivitySource source, CancellationToken ct)
    {
        var direct = new PersonalChat(source.Service, source.Conversation).ToString();
        (string Name, string Address)[] told = source.Where is { } place
            ? [(place.ToString(), source.Service.AbsoluteUri), (Tenant, source.Service.AbsoluteUri)]
            : [(source.Who.ToString(), direct), (Tenant, source.Service.AbsoluteUri)];
        var news = told.Where(line => known.GetValueOrDefault(line.Name) != line.Address).ToList();
        foreach (var (name, address) in news) known[name] = address;
        if (source.Where is null) runs.Access.Reach.Found(source.Who);
        return Task.WhenAll(news.Select(line => book.KeepAsync(line.Name, line.Address, ct)));
    }

    /// <summary>The bot was taken out of somebody's personal apps.</summary>
    public Task PartAsync(Identity who, CancellationToken ct)
    {
        known.TryRemove(who.ToString(), out _);
        runs.Access.Reach.Lost(who);
        return book.ForgetAsync(who.ToString(), ct);
    }

    public async Task<Uri> ServiceOfAsync(Place place, CancellationToken ct) =>
        new(await FindAsync(place.ToString(), ct) ?? await FindAsync(Tenant, ct) ?? new Uri(settings.ServiceUrls[0], AnyRegion).AbsoluteUri);

    /// <summary>The personal chat with somebody. Teams opens it only where the app is installed for them.</summary>
    /// <exception cref="TeamsRefusedException">They cannot be written to; remembered as such.</exception>
    public async Task<PersonalChat> DirectAsync(Identity who, CancellationToken ct)
    {
        if (await FindAsync(who.ToString(), ct) is { } address) return PersonalChat.Parse(address);
        var service = await ServiceOfAsync(new Place(TeamsPlatform.Name, settings.TenantId), ct);
        var direct = new PersonalChat(service, await ReachingAsync(who, () => connector.CreateAsync(service, who.User, ct)));
        known[who.ToString()] = direct.ToString();
        await book.KeepAsync(who.ToString(), direct.ToString(), ct);
        return direct;
    }

    /// <summary>Asks whether somebody can be written to, without writing.</summary>
    public async Task TryReachAsync(Identity who, CancellationToken ct)
    {
        var direct = await DirectAsync(who, ct);
        await ReachingAsync(who, () => connector.MemberAsync(direct.Service, direct.Conversation, who.User, ct));
    }

    /// <summary>Writes to somebody, and remembers whether that is possible.</summary>
    public async Task<T> ReachingAsync<T>(Identity who, Func<Task<T>> write)
    {
        try
        {
            var written = await write();
            runs.Access.Reach.Found(who);
            return written;
        }
        catch (TeamsRefusedException refusal) when (refusal.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            // Installed again, it is another chat.
            await PartAsync(who, CancellationToken.None);
            throw;
        }
    }

    public Task<string?> CardAsync(string token, CancellationToken ct) => book.FindAsync(CardName(token), ct);

    public Task SeenCardAsync(string token, MessageReference card, CancellationToken ct) => book.KeepAsync(CardName(token), card.ToString(), ct);

    private static string CardName(string token) => $"{TeamsPlatform.Name}-card:{token}";

    private async Task<string?> FindAsync(string name, CancellationToken ct)
    {
        if (known.TryGetValue(name, out var address)) return address;
        if (await book.FindAsync(name, ct) is not { } kept) return null;
        return known[name] = kept;
    }
}

/// <summary>The personal chat with somebody.</summary>
internal sealed record PersonalChat(Uri Service, string Conversation)
{
    public override string ToString() => $"{Service.AbsoluteUri} {Conversation}";

    public static PersonalChat Parse(string text) => text.Split(' ', 2) is [var service, var conversation] ? new(new Uri(service), conversation) : throw new FormatException($"No chat: {text}");
}
