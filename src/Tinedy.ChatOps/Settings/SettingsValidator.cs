using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Tinedy.ChatOps.Settings;

/// <summary>Holds what is written against the catalogue, before anything else reads it.</summary>
internal static class SettingsValidator
{
    /// <summary>What of the configuration can be read without a surprise: whoever reads on names the other problems, too.</summary>
    /// <param name="problems">Gets a sentence for each name that is no setting and each value that is none.</param>
    public static IConfiguration Readable(IConfiguration configuration, ICollection<string> problems)
    {
        foreach (var problem in SourcesOf(configuration).SelectMany(UnknownNames).Distinct()) problems.Add(problem);
        var readable = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in configuration.AsEnumerable().OrderBy(pair => pair.Key, ConfigurationKeyComparer.Instance))
        {
            var node = SettingNode.Root.Find(name);
            var problem = value is null ? null : node?.Setting?.Type.Problem(value);
            if (problem is not null) problems.Add($"{name}: {problem}");
            else if (IsReadable(name, value, node)) readable[name] = value;
        }
        return new ConfigurationBuilder().AddInMemoryCollection(readable).Build();
    }

    /// <summary>Why this is no setting that a command line can have; null when it is one.</summary>
    public static string? UnknownOnCommandLine(string name) =>
        IsOfDotNet(name.Split(':')[0]) ? null
        : Unknown(name.Split(':')) ?? (SettingNode.Root.Find(name) is { Setting: null } section ? NotOneValue(name, section, "…") : null);

    /// <summary>An empty flag says nothing, and names that are not ours are others' to read.</summary>
    private static bool IsReadable(string name, string? value, SettingNode? node)
    {
        if (node is null) return !SettingNode.Root.Named.ContainsKey(name.Split(':')[0]) || SettingsCatalog.IsShared(name);
        if (value is null) return node.IsSection;
        return node.Setting?.Type is SettingType.Text || (node.Setting is not null && !string.IsNullOrWhiteSpace(value));
    }

    private static IEnumerable<IConfigurationProvider> SourcesOf(IConfiguration configuration) => ((IConfigurationRoot)configuration).Providers
        .SelectMany(provider => provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? SourcesOf(inner) : [provider]);

    private static IEnumerable<string> UnknownNames(IConfigurationProvider source) => NamesIn(source, null).Select(name => Judge(name, source)).OfType<string>();

    /// <summary>
    /// What stands in the environment beside our sections is somebody else's, unless the whole name is a slip or two away from one of our
    /// settings. In a file a foreign section is fine unless it is a slip away from one of ours.
    /// </summary>
    private static string? Judge(string name, IConfigurationProvider source)
    {
        var parts = name.Split(':');
        var isEnvironment = source is EnvironmentVariablesConfigurationProvider;
        if (!SettingNode.Root.Named.TryGetValue(parts[0], out var ours))
            return IsOfDotNet(parts[0]) || (isEnvironment && !LooksLikeOurs(parts)) || SettingNode.Root.Nearest(parts[0]) is not { } nearest ? null : $"{parts[0]} is not known. Did you mean {nearest}?";
        if (isEnvironment && parts.Length == 1 && ours.Setting is null) return null;
        if (Unknown(parts) is { } unknown) return unknown;
        return SettingNode.Root.Find(name) is { Setting: null } section && source.TryGet(name, out var value) && !string.IsNullOrWhiteSpace(value)
            ? NotOneValue(name, section, section.IsSecret ? "…" : value)
            : null;
    }

    /// <summary>
    /// <c>Enviroments__prod__Workspace</c>: each of its parts is in the catalogue, or nearly. One word alone is too little: <c>URL</c> is
    /// another program's.
    /// </summary>
    private static bool LooksLikeOurs(string[] parts) =>
        parts.Length > 1 && parts.Aggregate((SettingNode?)SettingNode.Root, (at, part) => at?.Child(part) ?? (at?.Nearest(part) is { } near ? at.Child(near) : null)) is { Setting: not null };

    private static bool IsOfDotNet(string top) => SettingsCatalog.OfDotNet.Contains(top, StringComparer.OrdinalIgnoreCase);

    private static string NotOneValue(string name, SettingNode section, string value) => section.IsList
        ? $"{name} is a list. Write [ \"{value}\" ], or {name}:0 for its first entry."
        : $"{name} is no value but a section{(section.Named.Count > 0 ? $", with {string.Join(", ", section.Named.Keys)}" : "")}.";

    /// <summary>A sentence about the first part that leads nowhere; null when the whole name is a place in the catalogue.</summary>
    private static string? Unknown(ReadOnlySpan<string> parts)
    {
        var at = SettingNode.Root;
        for (var length = 1; length <= parts.Length; length++)
        {
            var part = parts[length - 1];
            var place = string.Join(':', parts[..length]);
            if (at.Child(part) is { } next) at = next;
            else if (!at.IsSection) return $"{string.Join(':', parts[..(length - 1)])} is one value, and {part} stands under it.";
            else return SettingsCatalog.IsShared(place) && at.Nearest(part) is null ? null : $"{place} is not known. {Instead(at, part)}";
        }
        return null;
    }

    private static string Instead(SettingNode section, string part) =>
        section.Nearest(part) is { } nearest ? $"Did you mean {nearest}?"
        : section.Path.Length == 0 ? "The verb settings lists what there is."
        : $"There is {string.Join(", ", section.Named.Keys)}.";

    /// <summary>The names of values, whole; also of those that are null or an empty list.</summary>
    private static IEnumerable<string> NamesIn(IConfigurationProvider source, string? section)
    {
        foreach (var part in source.GetChildKeys([], section).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var name = section is null ? part : $"{section}:{part}";
            var within = NamesIn(source, name).ToList();
            if (within.Count == 0 || (source.TryGet(name, out var value) && !string.IsNullOrWhiteSpace(value))) yield return name;
            foreach (var inner in within) yield return inner;
        }
    }
}
