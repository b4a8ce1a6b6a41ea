using System.Security.Cryptography;

namespace Tinedy.ChatOps.SlackDouble;

/// <summary>
/// The app as it is installed in the workspace. Its secrets are made anew for each double, so that what one double signs opens no
/// other; they have the form of Slack's without ever standing in a file.
/// </summary>
public sealed class SlackApp
{
    public string Id => "A0TINEDY01";

    public string TeamId => "T0TINEDY01";

    public string TeamDomain => "tinedy-test";

    public string BotUserId => "U0TINEDYBT";

    public string BotId => "B0TINEDY01";

    public string BotName => "tinedy";

    public string BotToken { get; } = $"xoxb-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    public string AppToken { get; } = $"xapp-1-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    public string SigningSecret { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The old token in every payload; nobody may rely on it.</summary>
    public string VerificationToken { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>
    /// What the bot token may do. Note what is missing: <c>im:read</c>, <c>users:read.email</c>, <c>chat:write.public</c>.
    /// </summary>
    public IReadOnlyList<string> Scopes { get; set; } =
    [
        "chat:write", "commands", "users:read", "channels:read", "groups:read", "channels:history", "groups:history", "im:history", "im:write",
        "pins:write", "files:write", "app_mentions:read",
    ];

    /// <summary>False once it was uninstalled: its tokens are revoked.</summary>
    public bool IsInstalled { get; internal set; } = true;

    /// <summary>The manifest's <c>should_escape</c>: people and channels in a command's text arrive as mentions.</summary>
    public bool ShouldEscapeCommands { get; set; }

    internal bool Has(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);
}
