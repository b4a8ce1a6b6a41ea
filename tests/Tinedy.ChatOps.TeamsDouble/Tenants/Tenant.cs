using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tinedy.ChatOps.TeamsDouble.Tenants;

/// <summary>Everything a tenant of Teams remembers: people, conversations, messages. What it hands out are snapshots that never change.</summary>
public sealed class Tenant(TeamsApp app, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Member> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _rooms = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<(string Conversation, string Id), TeamsMessage> _messages = [];
    private readonly HashSet<(string Conversation, string Id)> _roots = [];
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>Every message that is there, the oldest first.</summary>
    public IReadOnlyList<TeamsMessage> Messages
    {
        get
        {
            lock (_gate) return [.. _messages.Values.Where(message => !message.IsDeleted)];
        }
    }

    /// <summary>Files that people have taken, by their upload's id.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    public void AddMember(Member member) => Change(() => _members[member.ObjectId] = member);

    /// <param name="conversation"><c>19:…@thread.tacv2</c> for a channel, <c>19:…@thread.v2</c> for a group chat.</param>
    public void AddRoom(string conversation) => Change(() => _rooms.Add(conversation));

    /// <summary>The bot is taken out of it.</summary>
    public void RemoveRoom(string conversation) => Change(() => _rooms.Remove(conversation));

    public Member Member(string objectId)
    {
        lock (_gate) return _members[objectId];
    }

    /// <summary>By their account in a conversation, or by their object id; null for nobody.</summary>
    public Member? FindMember(string id)
    {
        lock (_gate) return _members.Values.FirstOrDefault(member => member.Account == id || string.Equals(member.ObjectId, id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What stands in the personal chat with somebody, the oldest first.</summary>
    public IReadOnlyList<TeamsMessage> ChatWith(string objectId) => [.. Messages.Where(message => message.Conversation == ChatOf(objectId))];

    public IReadOnlyList<TeamsMessage> RepliesTo(TeamsMessage root) => [.. Messages.Where(message => message.Conversation == root.Conversation && message.Root == root.Id)];

    public static string ChatOf(string objectId) => "a:1" + objectId;

    public Task UntilAsync(Func<Tenant, bool> isSo, string otherwise) => FindAsync(tenant => isSo(tenant) ? tenant : null, otherwise);

    /// <summary>Waits until there is something to find, and answers it.</summary>
    public async Task<T> FindAsync<T>(Func<Tenant, T?> find, string otherwise) where T : class
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            Task change;
            lock (_gate) change = _change.Task;
            if (find(this) is { } found) return found;
            try
            {
                await change.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"{otherwise}{Environment.NewLine}{Describe()}");
            }
        }
    }

    /// <summary>The tenant as text, for somebody who wonders why a test failed.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var message in Messages)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"-- {message.Conversation}/{message.Id}{(message.Root is null ? "" : " in " + message.Root)}, {message.Edits} edits");
            foreach (var line in message.Words.Split('\n')) text.AppendLine(CultureInfo.InvariantCulture, $"   {line}");
        }
        return text.ToString();
    }

    internal bool HasRoom(string conversation)
    {
        lock (_gate) return _rooms.Contains(conversation) || _members.Values.Any(member => member.HasApp && ChatOf(member.ObjectId) == conversation);
    }

    /// <summary>Somebody in the channel has begun a thread of their own.</summary>
    internal string NewRoot(string conversation)
    {
        var id = NewId();
        Change(() => _roots.Add((conversation, id)));
        return id;
    }

    internal bool HasRoot(string conversation, string id)
    {
        lock (_gate) return _roots.Contains((conversation, id)) || Find(conversation, id) is not null;
    }

    internal TeamsMessage? Find(string conversation, string id)
    {
        lock (_gate) return _messages.GetValueOrDefault((conversation, id)) is { IsDeleted: false } message ? message : null;
    }

    internal string Add(string conversation, string? root, JsonElement activity)
    {
        lock (_gate)
        {
            _last = Math.Max(_last + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
            var id = _last.ToString(CultureInfo.InvariantCulture);
            Change(() => _messages[(conversation, id)] = new(conversation, id, root, activity));
            return id;
        }
    }

    internal void Replace(TeamsMessage message) => Change(() => _messages[(message.Conversation, message.Id)] = message);

    internal void AddFile(string id, byte[] bytes) => Change(() => _files[id] = bytes);

    internal string NewId()
    {
        lock (_gate) return (_last = Math.Max(_last + 1, time.GetUtcNow().ToUnixTimeMilliseconds())).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Something that a test may wait for has changed outside.</summary>
    internal void Ring() => Change(() => { });

    internal string TenantId => app.TenantId;

    private void Change(Action change)
    {
        TaskCompletionSource rung;
        lock (_gate)
        {
            change();
            rung = _change;
            _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        rung.TrySetResult();
    }
}

/// <summary>Somebody in the tenant.</summary>
public sealed record Member(string ObjectId, string Name)
{
    /// <summary>Their id for this bot.</summary>
    public string Account => "29:1" + ObjectId;

    public string Role { get; init; } = "user";

    /// <summary>Where they come from; null: from here.</summary>
    public string? HomeTenant { get; init; }

    public string? Email { get; init; }

    /// <summary>The app is installed for them, so that the bot may write to them.</summary>
    public bool HasApp { get; init; } = true;

    public bool IsGone { get; init; }
}
