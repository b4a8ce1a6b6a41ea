using Microsoft.Extensions.Configuration;

namespace Tinedy.ChatOps.Slack.Connection;

/// <summary>How this service is an app in Slack. Read once at the start; what is doubtful stops it.</summary>
/// <param name="BotToken"><c>xoxb-…</c></param>
/// <param name="SigningSecrets">The current one, and while it is being rotated the previous; empty only in Socket Mode, where nothing comes by HTTP.</param>
/// <param name="AppToken"><c>xapp-…</c>: Socket Mode; null: HTTP.</param>
/// <param name="ApiUrl">Ends with a slash; another one for GovSlack.</param>
/// <param name="Command">The slash command as installed: <c>/migrate</c>.</param>
/// <param name="Sockets">How many connections Socket Mode keeps open.</param>
public sealed record SlackSettings(string BotToken, IReadOnlyList<string> SigningSecrets, string? AppToken, Uri ApiUrl, string Command, int Sockets)
{
    private const string Public = "https://slack.com/api/";

    /// <summary>Slack's own hosts: the only ones that an address in a payload may name.</summary>
    private static readonly string[] Hosts = ["slack.com", "slack-gov.com"];

    /// <summary>Any of these, also an empty one, means that Slack is meant to be used: a secret that got lost must not open the local chat instead.</summary>
    private static readonly string[] Ours = ["Slack:BotToken", "Slack:SigningSecret", "Slack:AppToken"];

    /// <summary>Names that a shell may have for other programs: an empty one says nothing.</summary>
    private static readonly string[] Usual = ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"];

    public static bool AreGiven(IConfiguration configuration) =>
        Ours.Any(key => configuration[key] is not null) || Usual.Any(key => !string.IsNullOrEmpty(configuration[key]));

    /// <summary>Null where nothing is said about Slack.</summary>
    /// <param name="problems">Gets a sentence for everything that is wrong.</param>
    public static SlackSettings? Read(IConfiguration configuration, ICollection<string> problems)
    {
        if (!AreGiven(configuration)) return null;
        var bot = Given(configuration, "Slack:BotToken", "SLACK_BOT_TOKEN");
        var secret = Given(configuration, "Slack:SigningSecret", "SLACK_SIGNING_SECRET");
        var previous = Given(configuration, "Slack:PreviousSigningSecret");
        var app = Given(configuration, "Slack:AppToken", "SLACK_APP_TOKEN");
        var sockets = configuration.GetValue("Slack:Sockets", 2);

        if (bot is null) problems.Add("Slack:BotToken is missing. It is the Bot User OAuth Token of the app, xoxb-….");
        else if (!bot.StartsWith("xoxb-", StringComparison.Ordinal)) problems.Add("Slack:BotToken is not a bot token: those begin with xoxb-.");
        if (secret is null && app is null)
            problems.Add("Slack:SigningSecret is empty, so anybody could speak for Slack. Set it, or Slack:AppToken for Socket Mode.");
        if (app is not null && !app.StartsWith("xapp-", StringComparison.Ordinal)) problems.Add("Slack:AppToken is not an app-level token: those begin with xapp-.");
        if (sockets is < 1 or > 10) problems.Add("Slack:Sockets must be 1 to 10: Slack allows no more connections for one app.");
        var command = Given(configuration, "Slack:Command") ?? "/migrate";
        if (!command.StartsWith('/') || command.Any(char.IsWhiteSpace)) problems.Add($"Slack:Command is \"{command}\". A command is one word that begins with /.");
        return new(bot ?? "", [.. new[] { secret, previous }.OfType<string>()], app, Api(configuration, problems), command, sockets);
    }

    /// <summary>True for an address at Slack, or at the place that is configured as Slack's: the same scheme, host and port.</summary>
    public bool IsSlack(Uri address)
    {
        if (address.UserInfo.Length > 0) return false;
        if (Uri.Compare(address, ApiUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0) return true;
        return address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && Hosts.Any(host => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The same for a socket: encrypted, or at the place that is configured as Slack's.</summary>
    public bool IsSlackSocket(Uri address) => address.Scheme switch
    {
        "wss" => IsSlack(new UriBuilder(address) { Scheme = Uri.UriSchemeHttps }.Uri),
        "ws" => ApiUrl.Scheme == Uri.UriSchemeHttp && IsSlack(new UriBuilder(address) { Scheme = Uri.UriSchemeHttp }.Uri),
        _ => false,
    };

    private static Uri Api(IConfiguration configuration, ICollection<string> problems)
    {
        var given = Given(configuration, "Slack:ApiUrl") ?? Public;
        if (Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var api)
            && (api.Scheme == Uri.UriSchemeHttps || (api.Scheme == Uri.UriSchemeHttp && api.IsLoopback))) return api;
        problems.Add($"Slack:ApiUrl is \"{given}\". The token goes there, so it must be an https address like {Public}.");
        return new Uri(Public);
    }

    private static string? Given(IConfiguration configuration, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (configuration[key] is { } value && !string.IsNullOrWhiteSpace(value)) return value.Trim();
        return null;
    }
}
