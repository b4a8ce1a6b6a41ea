using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.TeamsDouble.Api;
using Tinedy.ChatOps.TeamsDouble.Failing;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.TeamsDouble.Tenants;

namespace Tinedy.ChatOps.TeamsDouble;

/// <summary>
/// A double of Teams over loopback, encrypted as the real one: a tenant that remembers, a connector, the login that gives the bot its
/// token, the issuer of the tokens that come in, people who write and press. The bot has to trust <see cref="Authority.File"/>
/// (<c>SSL_CERT_FILE</c>; a bot in this process does), and <see cref="Bot"/> must be where it serves.
/// </summary>
public sealed class TeamsServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConnectorApi _api;
    private readonly TimeProvider _time;

    private TeamsServer(TimeProvider time)
    {
        _time = time;
        Tenant = new(App, time);
        Tokens = new(App, time);
        _api = new(Tenant, Tokens, Faults, time);
        ActivitySender = new(this);
        _web = Build();
    }

    public TeamsApp App { get; } = new();

    public Tenant Tenant { get; }

    public TokenIssuer Tokens { get; }

    public Faults Faults { get; } = new();

    /// <summary>Where the double serves: <c>https://127.0.0.1:PORT/</c>.</summary>
    public Uri Origin => new(_web.Urls.First() + "/");

    /// <summary>The service address of this tenant's region.</summary>
    public string ServiceUrl => new Uri(Origin, $"emea/").AbsoluteUri;

    /// <summary>Where the bot serves.</summary>
    public Uri? Bot { get; set; }

    /// <summary>How often the login was asked for a token.</summary>
    public int Logins { get; private set; }

    /// <summary>Everything the bot asked of the connector, in the order of the answers.</summary>
    public IReadOnlyList<ApiCall> Calls => _api.Calls;

    public ActivitySender ActivitySender { get; }

    /// <summary>The settings of a bot that belongs to this double.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Teams:AppId"] = App.AppId,
        ["Teams:TenantId"] = App.TenantId,
        ["Teams:ClientSecret"] = App.ClientSecret,
        ["Teams:Authority"] = Origin.AbsoluteUri,
        ["Teams:OpenIdMetadataUrl"] = new Uri(Origin, "v1/.well-known/openidconfiguration").AbsoluteUri,
        ["Teams:AllowedServiceUrls"] = Origin.AbsoluteUri,
        [Authority.Variable] = Authority.File,
    };

    public static async Task<TeamsServer> StartAsync(TimeProvider? time = null)
    {
        var server = new TeamsServer(time ?? TimeProvider.System);
        await server._web.StartAsync();
        return server;
    }

    /// <summary>What this person does, in a channel or a chat.</summary>
    public TeamsPerson As(string objectId) => new(this, Tenant.Member(objectId), _time);

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        ActivitySender.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("https://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Authority.Certificate));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var web = builder.Build();
        _api.Map(web);
        web.MapPost("/{tenant}/oauth2/v2.0/token", LoginAsync);
        web.MapGet("/v1/.well-known/openidconfiguration", () => Results.Json(new JsonObject
        {
            ["issuer"] = TokenIssuer.Issuer,
            ["authorization_endpoint"] = "https://invalid.botframework.com",
            ["jwks_uri"] = new Uri(Origin, "v1/.well-known/keys").AbsoluteUri,
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
        }));
        web.MapGet("/v1/.well-known/keys", () => Results.Json(Tokens.Keys()));
        return web;
    }

    private async Task LoginAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var isApp = form["grant_type"] == "client_credentials" && form["client_id"] == App.AppId && form["client_secret"] == App.ClientSecret
            && form["scope"].ToString().Contains(TokenIssuer.Scope, StringComparison.Ordinal) && (string?)context.Request.RouteValues["tenant"] == App.TenantId;
        Logins++;
        context.Response.StatusCode = isApp ? 200 : 401;
        await context.Response.WriteAsJsonAsync(isApp
            ? new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = 3599, ["ext_expires_in"] = 3599, ["access_token"] = Tokens.ForTheBot() }
            : new JsonObject { ["error"] = "invalid_client", ["error_description"] = "AADSTS7000215: Invalid client secret provided." });
    }
}
