using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Tinedy.ChatOps.Teams.Connection;

/// <summary>How this service is an app in Teams. Read once at the start; what is doubtful stops it.</summary>
/// <param name="AppId">The app's (client's) id in Entra: the audience of every token that comes in. Lower case.</param>
/// <param name="TenantId">The one tenant whose people and channels are served. Lower case.</param>
/// <param name="Credential">How the service proves that it is the app; null in the Playground, which asks for nothing.</param>
/// <param name="Authority">Where tokens for the way out come from, with the tenant.</param>
/// <param name="Scope">What those tokens are for.</param>
/// <param name="OpenIdMetadata">Where the keys of the tokens that come in are named.</param>
/// <param name="Issuer">Who issues those.</param>
/// <param name="ServiceUrls">The only places that answers are sent to, each with what is beneath it. End with a slash.</param>
/// <param name="Playground">Activities without a token are taken from this computer.</param>
public sealed partial record TeamsSettings(
    string AppId, string TenantId, TeamsCredential? Credential, Uri Authority, string Scope, Uri OpenIdMetadata, string Issuer, IReadOnlyList<Uri> ServiceUrls, bool Playground)
{
    private const string PublicLogin = "https://login.microsoftonline.com/";
    private const string PublicScope = "https://api.botframework.com/.default";
    private const string PublicMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";
    private const string PublicIssuer = "https://api.botframework.com";

    /// <summary>Where Microsoft runs the connector of Teams: for everybody, and for the two government clouds (Teams, "Send proactive messages").</summary>
    private static readonly string[] PublicServices = ["https://smba.trafficmanager.net/", "https://smba.infra.gcc.teams.microsoft.com/", "https://smba.infra.gov.teams.microsoft.us/"];

    /// <summary>Any of these, also an empty one, means that Teams is meant to be used: a secret that got lost must not open the local chat instead.</summary>
    private static readonly string[] Ours = ["Teams:AppId", "Teams:TenantId", "Teams:ClientSecret", "Teams:Certificate", "Teams:ManagedIdentity", "Teams:Playground"];

    /// <summary>Names that a shell may have for other programs: an empty one says nothing.</summary>
    private static readonly string[] Usual = ["MicrosoftAppId", "MicrosoftAppPassword"];

    public static bool AreGiven(IConfiguration configuration) =>
        Ours.Any(key => configuration[key] is not null) || Usual.Any(key => !string.IsNullOrEmpty(configuration[key]));

    /// <summary>Null where nothing is said about Teams.</summary>
    /// <param name="problems">Gets a sentence for everything that is wrong.</param>
    public static TeamsSettings? Read(IConfiguration configuration, ICollection<string> problems)
    {
        if (!AreGiven(configuration)) return null;
        var playground = IsPlayground(configuration, problems);
        var app = Given(configuration, "Teams:AppId", "MicrosoftAppId");
        var tenant = Given(configuration, "Teams:TenantId", "MicrosoftAppTenantId");
        if (app is null && !playground) problems.Add("Teams:AppId is missing. It is the Application (client) ID of the bot's app registration.");
        if (tenant is null) problems.Add("Teams:TenantId is missing, so people of any organisation could speak. It is the Directory (tenant) ID of yours.");
        else if (!TenantName().IsMatch(tenant)) problems.Add("Teams:TenantId is neither an id, as 00000000-0000-0000-0000-000000000000, nor a domain.");
        if (Given(configuration, "MicrosoftAppType") is { } type && type is not ("SingleTenant" or "UserAssignedMSI"))
            problems.Add($"MicrosoftAppType is \"{type}\". This service is a SingleTenant or a UserAssignedMSI app.");
        var login = Https(configuration, "Teams:Authority", PublicLogin, problems);
        return new(
            (app ?? "").ToLowerInvariant(), (tenant ?? "").ToLowerInvariant(), playground ? null : TeamsCredential.Read(configuration, problems),
            // A bare host gets the tenant; whoever names a whole authority knows it.
            login.AbsolutePath == "/" && tenant is not null && TenantName().IsMatch(tenant) ? new(login, tenant) : login, Given(configuration, "Teams:Scope") ?? PublicScope,
            Https(configuration, "Teams:OpenIdMetadataUrl", PublicMetadata, problems), Given(configuration, "Teams:Issuer") ?? PublicIssuer,
            Services(configuration, playground, problems), playground);
    }

    /// <summary>True for an address that our token may be sent to.</summary>
    public bool IsService(Uri address) =>
        address.UserInfo.Length == 0 && ((Playground && address.IsLoopback) || ServiceUrls.Any(service => service.IsBaseOf(WithSlash(address))));

    internal static Uri WithSlash(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new(address.AbsoluteUri + "/");

    internal static string? Given(IConfiguration configuration, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (configuration[key] is { } value && !string.IsNullOrWhiteSpace(value)) return value.Trim();
        return null;
    }

    private static bool IsPlayground(IConfiguration configuration, ICollection<string> problems)
    {
        if (Given(configuration, "Teams:Playground") is not { } given) return false;
        if (!bool.TryParse(given, out var playground)) problems.Add($"Teams:Playground is \"{given}\". It is true or false.");
        if (playground && !string.Equals(configuration[HostDefaults.EnvironmentKey], Environments.Development, StringComparison.OrdinalIgnoreCase))
            problems.Add("Teams:Playground takes activities that nobody has signed. It is for the Development environment (DOTNET_ENVIRONMENT=Development) alone.");
        return playground;
    }

    private static List<Uri> Services(IConfiguration configuration, bool playground, ICollection<string> problems)
    {
        var given = configuration.GetSection("Teams:AllowedServiceUrls").GetChildren().Select(child => child.Value ?? "")
            .Concat((configuration["Teams:AllowedServiceUrls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var services = (given.Count > 0 ? given : [.. PublicServices]).Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri : null).ToList();
        if (services.Contains(null)) problems.Add($"Teams:AllowedServiceUrls: every one must be an https address like {PublicServices[0]}. Our token goes there.");
        return playground ? [] : [.. services.OfType<Uri>().Select(WithSlash)];
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]*$")]
    private static partial Regex TenantName();

    private static Uri Https(IConfiguration configuration, string key, string usual, ICollection<string> problems)
    {
        var given = Given(configuration, key) ?? usual;
        if (Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps) return address;
        problems.Add($"{key} is \"{given}\". Whom we trust is read there, so it must be an https address like {usual}.");
        return new(usual);
    }
}
