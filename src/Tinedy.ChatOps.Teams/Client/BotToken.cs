using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Client;

/// <summary>The token that our own requests carry, through Microsoft's library, which keeps it until shortly before it expires.</summary>
internal sealed class BotToken
{
    private readonly Func<bool, CancellationToken, Task<AuthenticationResult>>? acquire;

    public BotToken(TeamsSettings settings) => acquire = settings.Credential switch
    {
        null => null,
        TeamsCredential.ManagedIdentity => Managed(settings),
        var credential => Confidential(settings, credential),
    };

    /// <summary>Null in the Playground, which asks for none.</summary>
    /// <param name="renew">The one we have was not taken.</param>
    /// <exception cref="TeamsUnavailableException">There is none to be had now.</exception>
    /// <exception cref="TeamsRefusedException">The app or its secret is not known.</exception>
    public async Task<string?> GetAsync(bool renew, CancellationToken ct)
    {
        if (acquire is null) return null;
        try
        {
            return (await acquire(renew, ct)).AccessToken;
        }
        catch (MsalServiceException refused) when (refused.ErrorCode is "invalid_client" or "unauthorized_client" or "invalid_tenant" or "invalid_scope")
        {
            throw new TeamsRefusedException("get a token", System.Net.HttpStatusCode.Unauthorized, refused.ErrorCode, null);
        }
        catch (Exception failure) when (failure is MsalException or HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new TeamsUnavailableException("get a token", failure is MsalServiceException service ? service.ErrorCode : failure.Message.Split('\n')[0]);
        }
    }

    private static Func<bool, CancellationToken, Task<AuthenticationResult>> Confidential(TeamsSettings settings, TeamsCredential credential)
    {
        // The authority is what somebody configured: nobody else has to be asked whether it is one.
        var builder = ConfidentialClientApplicationBuilder.Create(settings.AppId).WithAuthority(settings.Authority, validateAuthority: false).WithInstanceDiscovery(false);
        var app = (credential switch
        {
            TeamsCredential.Secret secret => builder.WithClientSecret(secret.Value),
            TeamsCredential.Certificate certificate => builder.WithCertificate(certificate.Value),
            _ => throw new System.Diagnostics.UnreachableException(credential.GetType().Name),
        }).Build();
        return (renew, ct) => app.AcquireTokenForClient([settings.Scope]).WithForceRefresh(renew).ExecuteAsync(ct);
    }

    private static Func<bool, CancellationToken, Task<AuthenticationResult>> Managed(TeamsSettings settings)
    {
        var app = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(settings.AppId)).Build();
        const string all = "/.default";
        var resource = settings.Scope.EndsWith(all, StringComparison.Ordinal) ? settings.Scope[..^all.Length] : settings.Scope;
        return (renew, ct) => app.AcquireTokenForManagedIdentity(resource).WithForceRefresh(renew).ExecuteAsync(ct);
    }
}
