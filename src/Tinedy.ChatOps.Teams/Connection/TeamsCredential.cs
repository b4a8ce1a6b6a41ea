using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Tinedy.ChatOps.Teams.Connection;

/// <summary>How the service proves that it is the app: exactly one of these.</summary>
public abstract record TeamsCredential
{
    private TeamsCredential() { }

    public sealed record Secret(string Value) : TeamsCredential;

    public sealed record Certificate(X509Certificate2 Value) : TeamsCredential;

    /// <summary>A managed identity of the host in Azure, assigned to it under the app's id.</summary>
    public sealed record ManagedIdentity : TeamsCredential;

    internal static TeamsCredential? Read(IConfiguration configuration, ICollection<string> problems)
    {
        var secret = TeamsSettings.Given(configuration, "Teams:ClientSecret", "MicrosoftAppPassword");
        var certificate = TeamsSettings.Given(configuration, "Teams:Certificate");
        var isManaged = configuration.GetValue("Teams:ManagedIdentity", false) || TeamsSettings.Given(configuration, "MicrosoftAppType") == "UserAssignedMSI";
        var ways = (secret is null ? 0 : 1) + (certificate is null ? 0 : 1) + (isManaged ? 1 : 0);
        if (ways == 0) problems.Add("Teams:ClientSecret is empty, so nothing could be said in Teams. Set it, or Teams:Certificate (a .pfx file), or Teams:ManagedIdentity.");
        if (ways > 1) problems.Add("Teams: more than one of ClientSecret, Certificate and ManagedIdentity is set. Keep one.");
        return isManaged ? new ManagedIdentity() : certificate is not null ? Load(certificate, configuration, problems) : new Secret(secret ?? "");
    }

    private static Certificate? Load(string path, IConfiguration configuration, ICollection<string> problems)
    {
        try
        {
            return new(X509CertificateLoader.LoadPkcs12FromFile(path, TeamsSettings.Given(configuration, "Teams:CertificatePassword")));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"Teams:Certificate: {path} cannot be read: {unreadable.Message}");
            return null;
        }
    }
}
