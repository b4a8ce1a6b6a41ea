using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Tinedy.ChatOps.Slack.Tests.Manifests;

/// <summary>Slack's app manifest, as far as we fill it in. A field that is not here is not read, and fails the reading.</summary>
internal sealed class Manifest
{
    public const string ByHttp = "manifest.yaml";
    public const string BySocket = "manifest.socket.yaml";

    [YamlMember(Alias = "_metadata", ApplyNamingConventions = false)]
    public required MetadataPart Metadata { get; init; }

    public required DisplayPart DisplayInformation { get; init; }

    public required FeaturesPart Features { get; init; }

    public required OauthPart OauthConfig { get; init; }

    public required SettingsPart Settings { get; init; }

    public IReadOnlyList<string> Scopes => OauthConfig.Scopes.Bot;

    public IReadOnlyList<string> Events => Settings.EventSubscriptions.BotEvents;

    public CommandPart Command => Features.SlashCommands.ShouldHaveSingleItem();

    public IReadOnlyList<string?> Addresses => [Command.Url, Settings.Interactivity.RequestUrl, Settings.EventSubscriptions.RequestUrl];

    public static string TextOf(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "manifests", "slack", name));

    public static Manifest Read(string name) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance).WithEnforceRequiredMembers().Build().Deserialize<Manifest>(TextOf(name));

    internal sealed record MetadataPart
    {
        public required int MajorVersion { get; init; }

        public required int MinorVersion { get; init; }
    }

    internal sealed record DisplayPart
    {
        public required string Name { get; init; }

        public required string Description { get; init; }

        public required string BackgroundColor { get; init; }
    }

    internal sealed record FeaturesPart
    {
        public required BotPart BotUser { get; init; }

        public required HomePart AppHome { get; init; }

        public required List<CommandPart> SlashCommands { get; init; }
    }

    internal sealed record BotPart
    {
        public required string DisplayName { get; init; }

        public required bool AlwaysOnline { get; init; }
    }

    internal sealed record HomePart
    {
        public required bool HomeTabEnabled { get; init; }

        public required bool MessagesTabEnabled { get; init; }

        public required bool MessagesTabReadOnlyEnabled { get; init; }
    }

    internal sealed record CommandPart
    {
        public required string Command { get; init; }

        public string? Url { get; set; }

        public required string Description { get; init; }

        public required string UsageHint { get; init; }

        public required bool ShouldEscape { get; init; }
    }

    internal sealed record OauthPart
    {
        public required ScopesPart Scopes { get; init; }
    }

    internal sealed record ScopesPart
    {
        public required List<string> Bot { get; init; }
    }

    internal sealed record SettingsPart
    {
        public required InteractivityPart Interactivity { get; init; }

        public required EventsPart EventSubscriptions { get; init; }

        public required bool OrgDeployEnabled { get; init; }

        public required bool SocketModeEnabled { get; set; }

        public required bool TokenRotationEnabled { get; init; }
    }

    internal sealed record InteractivityPart
    {
        public required bool IsEnabled { get; init; }

        public string? RequestUrl { get; set; }
    }

    internal sealed record EventsPart
    {
        public string? RequestUrl { get; set; }

        public required List<string> BotEvents { get; init; }
    }
}
