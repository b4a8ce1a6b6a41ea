using Microsoft.Extensions.Configuration;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Tests.Doors;

/// <summary>Missing configuration closes doors: what is doubtful stops the start, each with its sentence.</summary>
public sealed class DoubtfulSettings
{
    private static readonly Dictionary<string, string?> Good = new() { ["Teams:AppId"] = "APP", ["Teams:TenantId"] = "TENANT", ["Teams:ClientSecret"] = "secret" };

    [Fact]
    public void Where_nothing_is_said_about_teams_there_is_none() => Read([]).Settings.ShouldBeNull();

    [Fact]
    public void The_usual_names_are_read_too_and_ids_are_the_same_in_any_letters()
    {
        var (settings, problems) = Read(new() { ["MicrosoftAppType"] = "SingleTenant", ["MicrosoftAppId"] = "APP", ["MicrosoftAppPassword"] = "secret", ["MicrosoftAppTenantId"] = "TENANT" });
        problems.ShouldBeEmpty();
        (settings!.AppId, settings.TenantId, settings.Credential).ShouldBe(("app", "tenant", new TeamsCredential.Secret("secret")));
        settings.Authority.ShouldBe(new("https://login.microsoftonline.com/TENANT"));
    }

    [Theory]
    [InlineData("Teams:AppId", "", "Teams:AppId is missing.")]
    [InlineData("Teams:TenantId", "", "Teams:TenantId is missing, so people of any organisation could speak.")]
    [InlineData("Teams:ClientSecret", "", "Teams:ClientSecret is empty, so nothing could be said in Teams.")]
    [InlineData("Teams:Certificate", "/nowhere.pfx", "more than one of ClientSecret, Certificate and ManagedIdentity is set.")]
    [InlineData("MicrosoftAppType", "MultiTenant", "MicrosoftAppType is \"MultiTenant\".")]
    [InlineData("Teams:Authority", "http://login.example", "Teams:Authority is \"http://login.example\".")]
    [InlineData("Teams:OpenIdMetadataUrl", "ftp://keys.example", "Teams:OpenIdMetadataUrl is \"ftp://keys.example\".")]
    [InlineData("Teams:AllowedServiceUrls", "http://smba.example", "Teams:AllowedServiceUrls: every one must be an https address")]
    [InlineData("Teams:Playground", "perhaps", "Teams:Playground is \"perhaps\".")]
    [InlineData("Teams:Playground", "true", "It is for the Development environment")]
    public void What_is_doubtful_is_said(string key, string value, string says)
    {
        var problems = Read(new(Good) { [key] = value }).Problems;
        problems.ShouldContain(problem => problem.Contains(says, StringComparison.Ordinal), string.Join('\n', problems));
    }

    [Fact]
    public void Everything_is_said_at_once() => Read(new() { ["Teams:AppId"] = "", ["Teams:Authority"] = "login" }).Problems.Count.ShouldBe(4);

    [Fact]
    public void The_playground_needs_no_secret_in_development_and_takes_only_this_computer()
    {
        var (settings, problems) = Read(new() { ["environment"] = "Development", ["Teams:Playground"] = "true", ["Teams:TenantId"] = "T" });
        problems.ShouldBeEmpty();
        settings!.IsService(new("http://localhost:56150/_connector/")).ShouldBeTrue();
        settings.IsService(new("https://smba.trafficmanager.net/emea/")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://smba.trafficmanager.net/", true)]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/gcch/", true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/emea/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/emea/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/emea/", false)]
    [InlineData("http://localhost:56150/", false)]
    public void Our_token_goes_to_microsofts_own_places_alone(string address, bool isOurs) => Read(new(Good)).Settings!.IsService(new(address)).ShouldBe(isOurs);

    private static (TeamsSettings? Settings, List<string> Problems) Read(Dictionary<string, string?> values)
    {
        var problems = new List<string>();
        return (TeamsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), problems), problems);
    }
}
