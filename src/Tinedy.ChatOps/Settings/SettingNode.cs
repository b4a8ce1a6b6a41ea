using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Settings;

/// <summary>A place in the tree of settings: the root, a section, a list, or one value.</summary>
/// <param name="path">The name as people write it, empty for the root.</param>
internal sealed class SettingNode(string path)
{
    private readonly Dictionary<string, SettingNode> named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The whole catalogue.</summary>
    public static SettingNode Root { get; } = Grow(SettingsCatalog.All);

    public string Path { get; } = path;

    /// <summary>What stands here as one value; null where only a section or a list can.</summary>
    public Setting? Setting { get; private set; }

    /// <summary>The parts that can follow, in the catalogue's order.</summary>
    public IReadOnlyDictionary<string, SettingNode> Named => named;

    /// <summary>What follows any part: the entries of a list, or what has a name of somebody's choice; null where neither is.</summary>
    public SettingNode? Any { get; private set; }

    public bool IsList { get; private set; }

    /// <summary>What stands under it must be repeated nowhere.</summary>
    public bool IsSecret => Setting?.Type is SettingType.Text { IsSecret: true } || named.Values.Any(child => child.IsSecret) || Any is { IsSecret: true };

    public bool IsSection => named.Count > 0 || Any is not null;

    public SettingNode? Child(string part) => named.GetValueOrDefault(part) ?? Any;

    /// <summary>The node of a whole name, or null.</summary>
    public SettingNode? Find(string name) => name.Split(':').Aggregate((SettingNode?)this, (at, part) => at?.Child(part));

    /// <summary>The name nearest to a part that is not known here, a slip or two away; null when there is none.</summary>
    public string? Nearest(string part) => Suggestion.Nearest(part, [.. named.Keys]);

    private static SettingNode Grow(IEnumerable<Setting> settings)
    {
        var root = new SettingNode("");
        foreach (var setting in settings) root.Add(setting, setting.Name.Split(':'));
        foreach (var setting in settings)
            if (setting.Alias is { } alias) root.named[alias] = new(alias) { Setting = setting with { Name = alias, Type = new SettingType.Text() } };
        return root;
    }

    private void Add(Setting setting, ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
        {
            Setting = setting;
            return;
        }
        var place = Path.Length == 0 ? parts[0] : $"{Path}:{parts[0]}";
        if (parts[0] is not ("*" or "{name}"))
        {
            if (!named.TryGetValue(parts[0], out var child)) named[parts[0]] = child = new(place);
            child.Add(setting, parts[1..]);
            return;
        }
        Any ??= new(place);
        IsList |= parts[0] == "*";
        Any.Add(setting, parts[1..]);
    }
}
