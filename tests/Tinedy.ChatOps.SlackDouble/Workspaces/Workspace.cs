namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>
/// Everything Slack remembers. What it hands out are snapshots that never change; everything in it changes under one lock, so that a
/// call of the Web API is one act.
/// </summary>
public sealed partial class Workspace
{
    private readonly Dictionary<string, SlackUser> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlackChannel> _channels = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<(string Channel, string Ts), SlackMessage> _messages = [];
    private readonly OrderedDictionary<(string User, string Ts), SlackEphemeral> _ephemerals = [];
    private readonly OrderedDictionary<string, SlackView> _views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlackHome> _homes = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, SlackFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    internal Workspace(SlackApp app, TimeProvider time)
    {
        App = app;
        Identifiers = new(time);
        AddUser(new(app.BotUserId, app.BotName) { RealName = "Tinedy", IsBot = true });
    }

    public IReadOnlyList<SlackUser> Users => Look(() => _users.Values.ToArray());

    public IReadOnlyList<SlackChannel> Channels => Look(() => _channels.Values.ToArray());

    /// <summary>Every message that is there, the oldest first; see <see cref="DeletedMessages"/> for the others.</summary>
    public IReadOnlyList<SlackMessage> Messages => Look(() => _messages.Values.Where(message => !message.IsDeleted).ToArray());

    public IReadOnlyList<SlackMessage> DeletedMessages => Look(() => _messages.Values.Where(message => message.IsDeleted).ToArray());

    public IReadOnlyList<SlackEphemeral> Ephemerals => Look(() => _ephemerals.Values.ToArray());

    public IReadOnlyList<SlackView> Views => Look(() => _views.Values.ToArray());

    public IReadOnlyList<SlackHome> Homes => Look(() => _homes.Values.ToArray());

    public IReadOnlyList<SlackFile> Files => Look(() => _files.Values.ToArray());

    public IReadOnlyList<SlackMessage> Pins => [.. Messages.Where(message => message.IsPinned)];

    /// <summary>What Slack let pass and a reviewer would not.</summary>
    public IReadOnlyList<string> Warnings => Look(() => _warnings.ToArray());

    internal SlackApp App { get; }

    internal Identifiers Identifiers { get; }

    internal ChangeSignal Changes { get; } = new();

    /// <summary>Held during a whole call of the Web API.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Adds somebody, or replaces who was there under this id: so a person is deactivated in the middle of a test.</summary>
    public SlackUser AddUser(SlackUser user)
    {
        user = user with { TeamId = user.TeamId.Length == 0 ? App.TeamId : user.TeamId };
        Change(() => _users[user.Id] = user);
        return user;
    }

    /// <summary>Adds a channel, or replaces what was there under this id: so a channel is archived or shared in the middle of a test.</summary>
    public SlackChannel AddChannel(SlackChannel channel)
    {
        Change(() => _channels[channel.Id] = channel);
        return channel;
    }

    public SlackUser User(string id) => FindUser(id) ?? throw new KeyNotFoundException($"Nobody is {id}.");

    public SlackChannel Channel(string id) => FindChannel(id) ?? throw new KeyNotFoundException($"There is no channel {id}.");

    /// <summary>The message as it is now.</summary>
    public SlackMessage Message(string channel, string ts) =>
        FindMessage(channel, ts) ?? throw new KeyNotFoundException($"There is no message {ts} in {channel}.");

    /// <summary>The view as it is now.</summary>
    public SlackView View(string id) => FindView(id) ?? throw new KeyNotFoundException($"There is no view {id}.");

    public SlackHome? HomeOf(string user) => Look(() => _homes.GetValueOrDefault(user));

    internal SlackUser? FindUser(string? id) => Look(() => _users.GetValueOrDefault(id ?? ""));

    internal SlackChannel? FindChannel(string? id) => Look(() => _channels.GetValueOrDefault(id ?? ""));

    internal SlackMessage? FindMessage(string channel, string? ts) => Look(() => _messages.GetValueOrDefault((channel, ts ?? "")));

    internal SlackView? FindView(string? id) => Look(() => _views.GetValueOrDefault(id ?? ""));

    internal SlackFile? FindFile(string? id) => Look(() => _files.GetValueOrDefault(id ?? ""));

    internal SlackMessage Keep(SlackMessage message) => Change(() => _messages[(message.Channel, message.Ts)] = message);

    internal SlackEphemeral Keep(SlackEphemeral whisper) => Change(() => _ephemerals[(whisper.User, whisper.Ts)] = whisper);

    internal SlackView Keep(SlackView view) => Change(() => _views[view.Id] = view);

    internal SlackHome Keep(SlackHome home) => Change(() => _homes[home.User] = home);

    internal SlackFile Keep(SlackFile file) => Change(() => _files[file.Id] = file);

    internal void Warn(string warning) => Change(() =>
    {
        _warnings.Add(warning);
        return warning;
    });

    private T Look<T>(Func<T> look)
    {
        lock (Gate) return look();
    }

    private T Change<T>(Func<T> change)
    {
        T changed;
        lock (Gate) changed = change();
        Changes.Ring();
        return changed;
    }
}
